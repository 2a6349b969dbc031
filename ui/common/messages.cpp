// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messages.h"

#include "base/text/errortext.h"

#include <QCoreApplication>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

struct Messages {
    Q_DECLARE_TR_FUNCTIONS(Messages)
};

QMessageBox *messageBox(QWidget *parent, QMessageBox::Icon icon, const QString &title, const QString &text)
{
    auto *box = new QMessageBox(icon, title, text, QMessageBox::NoButton, parent);
    box->setObjectName(u"messageBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    return box;
}

QInputDialog *inputDialog(QWidget *parent, const QString &title, const QString &label)
{
    auto *dialog = new QInputDialog(parent);
    dialog->setObjectName(u"inputDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setMinimumWidth(380);
    return dialog;
}

} // namespace

void showError(QWidget *parent, const Error &error)
{
    const QString text = errorText(error);
    if (text.isEmpty())
        return;
    QMessageBox *box = messageBox(parent, QMessageBox::Warning, Messages::tr("Tandem"), text);
    box->addButton(QMessageBox::Ok);
    box->open();
}

void showInformation(QWidget *parent, const QString &title, const QString &text)
{
    QMessageBox *box = messageBox(parent, QMessageBox::Information, title, text);
    box->addButton(QMessageBox::Ok);
    box->open();
}

void askQuestion(QWidget *parent, const QString &title, const QString &text, const QString &yesText,
                 const std::function<void()> &onYes)
{
    QMessageBox *box = messageBox(parent, QMessageBox::Question, title, text);
    QPushButton *yes = box->addButton(yesText, QMessageBox::AcceptRole);
    yes->setObjectName(u"yesButton"_s);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    QObject::connect(yes, &QPushButton::clicked, parent, onYes);
    box->open();
}

void askWhich(QWidget *parent, const QString &title, const QString &text, const QString &yesText,
              const QString &noText, const std::function<void(Answer)> &onAnswer)
{
    QMessageBox *box = messageBox(parent, QMessageBox::Question, title, text);
    QPushButton *yes = box->addButton(yesText, QMessageBox::YesRole);
    QPushButton *no = box->addButton(noText, QMessageBox::NoRole);
    yes->setObjectName(u"yesButton"_s);
    no->setObjectName(u"noButton"_s);
    box->setDefaultButton(yes);
    box->setEscapeButton(box->addButton(QMessageBox::Cancel));
    QObject::connect(box, &QDialog::finished, parent, [box, yes, no, onAnswer] {
        const QAbstractButton *clicked = box->clickedButton();
        onAnswer(clicked == yes ? Answer::Yes : clicked == no ? Answer::No : Answer::Cancel);
    });
    box->open();
}

void askText(QWidget *parent, const QString &title, const QString &label, const QString &initial,
             const std::function<void(const QString &)> &onText)
{
    QInputDialog *dialog = inputDialog(parent, title, label);
    dialog->setTextValue(initial);
    QObject::connect(dialog, &QInputDialog::textValueSelected, parent, [onText](const QString &text) {
        if (!text.trimmed().isEmpty())
            onText(text.trimmed());
    });
    dialog->open();
}

void askChoice(QWidget *parent, const QString &title, const QString &label, const QString &okText,
               const QStringList &choices, const std::function<void(const QString &)> &onChoice)
{
    QInputDialog *dialog = inputDialog(parent, title, label);
    dialog->setComboBoxItems(choices);
    dialog->setOkButtonText(okText);
    QObject::connect(dialog, &QInputDialog::textValueSelected, parent, onChoice);
    dialog->open();
}

} // namespace tandem::ui
