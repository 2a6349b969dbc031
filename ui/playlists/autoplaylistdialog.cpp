// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "autoplaylistdialog.h"

#include "base/text/errortext.h"
#include "model/query/query.h"
#include "ui/common/background.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>
#include <limits>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

constexpr int countDelayMs = 250;

/// What one step of the limit's number means.
struct LimitStep {
    model::LimitUnit unit;
    qint64 factor;
};

/// In the order of the unit combo box.
constexpr std::array limitSteps = {
    LimitStep{model::LimitUnit::None, 1},          LimitStep{model::LimitUnit::Items, 1},
    LimitStep{model::LimitUnit::Bytes, 1'000'000}, LimitStep{model::LimitUnit::Bytes, 1'000'000'000},
    LimitStep{model::LimitUnit::Seconds, 60},      LimitStep{model::LimitUnit::Seconds, 3600},
};

int stepOf(const model::PlaylistLimit &limit)
{
    int best = 0;
    for (int i = 0; i < static_cast<int>(limitSteps.size()); ++i) {
        const LimitStep &step = limitSteps.at(static_cast<size_t>(i));
        // The largest unit that shows the amount as a whole number, or else the smallest.
        if (step.unit == limit.unit && (best == 0 || limit.amount % step.factor == 0))
            best = i;
    }
    return best;
}

} // namespace

AutoPlaylistDialog::AutoPlaylistDialog(const model::Database &database, Save save, QWidget *parent)
    : QDialog(parent),
      m_database(database),
      m_save(std::move(save)),
      m_nameEdit(new QLineEdit),
      m_queryEdit(new QLineEdit),
      m_matchLabel(new QLabel),
      m_sortBox(new QComboBox),
      m_descendingBox(new QCheckBox(tr("&Descending"))),
      m_limitBox(new QSpinBox),
      m_unitBox(new QComboBox),
      m_errorLabel(new QLabel),
      m_okButton(nullptr),
      m_countTimer(new QTimer(this))
{
    setObjectName(u"autoPlaylistDialog"_s);
    setWindowTitle(tr("Auto Playlist"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildWidgets();
    m_countTimer->setSingleShot(true);
    m_countTimer->setInterval(countDelayMs);
    connect(m_countTimer, &QTimer::timeout, this, &AutoPlaylistDialog::countMatches);
    connect(m_nameEdit, &QLineEdit::textChanged, this, &AutoPlaylistDialog::queryChanged);
    connect(m_queryEdit, &QLineEdit::textChanged, this, &AutoPlaylistDialog::queryChanged);
    connect(m_unitBox, &QComboBox::currentIndexChanged, this,
            [this](int step) { m_limitBox->setEnabled(step > 0); });
    queryChanged();
}

void AutoPlaylistDialog::buildWidgets()
{
    using model::TrackField;
    m_nameEdit->setObjectName(u"nameLineEdit"_s);
    m_queryEdit->setObjectName(u"queryLineEdit"_s);
    m_queryEdit->setPlaceholderText(tr("For example: genre:jazz year>=1990 added<30d", "the words before "
                                                                                       "the colon and the "
                                                                                       "signs are fixed"));
    m_queryEdit->setMinimumWidth(380);
    m_matchLabel->setObjectName(u"matchLabel"_s);
    m_matchLabel->setWordWrap(true);
    m_matchLabel->setMinimumHeight(2 * fontMetrics().height());
    m_matchLabel->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_sortBox->setObjectName(u"sortComboBox"_s);
    const QList<std::pair<TrackField, QString>> fields = {
        {TrackField::Artist, tr("Artist")},
        {TrackField::Title, tr("Title")},
        {TrackField::Album, tr("Album")},
        {TrackField::AlbumArtist, tr("Album artist")},
        {TrackField::Genre, tr("Genre")},
        {TrackField::Composer, tr("Composer")},
        {TrackField::Year, tr("Year")},
        {TrackField::TrackNumber, tr("Track number")},
        {TrackField::DiscNumber, tr("Disc number")},
        {TrackField::Duration, tr("Playing time")},
        {TrackField::Bitrate, tr("Bit rate")},
        {TrackField::Size, tr("Size")},
        {TrackField::Added, tr("When added")},
        {TrackField::Modified, tr("When changed")},
        {TrackField::Rating, tr("Rating")},
        {TrackField::PlayCount, tr("How often played")},
        {TrackField::LastPlayed, tr("When last played")},
        {TrackField::Path, tr("File name")},
        {TrackField::Random, tr("Random order")},
    };
    for (const auto &[field, text] : fields)
        m_sortBox->addItem(text, static_cast<int>(field));
    m_descendingBox->setObjectName(u"descendingCheckBox"_s);
    m_limitBox->setObjectName(u"limitSpinBox"_s);
    m_limitBox->setAccessibleName(tr("Limit"));
    m_limitBox->setRange(1, std::numeric_limits<int>::max());
    m_limitBox->setValue(100);
    m_limitBox->setEnabled(false);
    m_unitBox->setObjectName(u"limitUnitComboBox"_s);
    m_unitBox->setAccessibleName(tr("Unit of the limit"));
    m_unitBox->addItems({tr("no limit"), tr("songs"), tr("MB"), tr("GB"), tr("minutes"), tr("hours")});
    m_errorLabel->setObjectName(u"errorLabel"_s);
    m_errorLabel->setWordWrap(true);
    m_errorLabel->hide();

    auto *sortRow = new QHBoxLayout;
    sortRow->addWidget(m_sortBox, 1);
    sortRow->addWidget(m_descendingBox);
    auto *limitRow = new QHBoxLayout;
    limitRow->addWidget(m_unitBox, 1);
    limitRow->addWidget(m_limitBox, 1);
    auto *form = new QFormLayout;
    form->addRow(tr("&Name:"), m_nameEdit);
    form->addRow(tr("&Query:"), m_queryEdit);
    form->addRow(QString(), m_matchLabel);
    form->addRow(tr("&Sort by:"), sortRow);
    form->addRow(tr("&Limit:"), limitRow);
    static_cast<QLabel *>(form->labelForField(sortRow))->setBuddy(m_sortBox);
    static_cast<QLabel *>(form->labelForField(limitRow))->setBuddy(m_unitBox);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->setObjectName(u"buttonBox"_s);
    m_okButton = buttons->button(QDialogButtonBox::Ok);
    m_okButton->setObjectName(u"okButton"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &AutoPlaylistDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &AutoPlaylistDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_errorLabel);
    layout->addStretch();
    layout->addWidget(buttons);
}

void AutoPlaylistDialog::setPlaylist(const QString &name, const model::AutoRule &rule)
{
    m_nameEdit->setText(name);
    m_queryEdit->setText(rule.query);
    m_sortBox->setCurrentIndex(std::max(0, m_sortBox->findData(static_cast<int>(rule.order.field))));
    m_descendingBox->setChecked(rule.order.isDescending);
    const int step = stepOf(rule.limit);
    m_unitBox->setCurrentIndex(step);
    if (step > 0) {
        const qint64 amount = rule.limit.amount / limitSteps.at(static_cast<size_t>(step)).factor;
        m_limitBox->setValue(static_cast<int>(std::clamp<qint64>(amount, 1, m_limitBox->maximum())));
    }
}

QString AutoPlaylistDialog::name() const
{
    return m_nameEdit->text().trimmed();
}

model::AutoRule AutoPlaylistDialog::rule() const
{
    model::AutoRule rule;
    rule.query = m_queryEdit->text().trimmed();
    rule.order.field = static_cast<model::TrackField>(m_sortBox->currentData().toInt());
    rule.order.isDescending = m_descendingBox->isChecked();
    const LimitStep &step = limitSteps.at(static_cast<size_t>(std::max(0, m_unitBox->currentIndex())));
    rule.limit.unit = step.unit;
    rule.limit.amount = step.unit == model::LimitUnit::None ? 0 : m_limitBox->value() * step.factor;
    return rule;
}

void AutoPlaylistDialog::queryChanged()
{
    ++m_generation;
    m_errorLabel->hide();
    const auto condition = model::compileQuery(rule().query, QDateTime::currentSecsSinceEpoch());
    m_okButton->setEnabled(condition.has_value() && !name().isEmpty());
    if (!condition) {
        m_countTimer->stop();
        m_matchLabel->setText(errorText(condition.error()));
        return;
    }
    m_countTimer->start();
}

void AutoPlaylistDialog::countMatches()
{
    const auto now = QDateTime::currentSecsSinceEpoch();
    inBackground(m_database, [query = rule().query, now](model::Connection &connection) -> Result<qsizetype> {
        const auto condition = model::compileQuery(query, now);
        if (!condition)
            return std::unexpected(condition.error());
        const auto ids = model::TrackRepository(connection).ids(*condition, {});
        if (!ids)
            return std::unexpected(ids.error());
        return ids->size();
    }).then(this, [this, generation = m_generation](const Result<qsizetype> &count) {
        if (generation != m_generation)
            return;
        m_matchLabel->setText(count ? tr("%n song(s) match now.", nullptr, static_cast<int>(*count))
                                    : errorText(count.error()));
    });
}

void AutoPlaylistDialog::accept()
{
    setEnabled(false); // once is enough
    m_save(name(), rule()).then(this, [this](const Result<void> &done) {
        if (done)
            return QDialog::accept();
        setEnabled(true);
        m_nameEdit->setFocus();
        m_errorLabel->setText(errorText(done.error()));
        m_errorLabel->show();
    });
}

} // namespace tandem::ui
