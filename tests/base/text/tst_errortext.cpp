// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/text/errortext.h"
#include "base/text/translations.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace tandem;

class ErrorTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasASentence_data();
    void everyCodeHasASentence();
    void everyCodeHasAHeading_data();
    void everyCodeHasAHeading();
    void cancelledSaysNothing();
    void weavesInWhatIsKnown();
    void keepsSubjectsLiteral();
    void detailEndsInOneFullStop();
    void countsInEnglishAndGerman();

private:
    static void addCodes();
};

void ErrorTextTest::addCodes()
{
    QTest::addColumn<int>("code");
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code)
        QTest::newRow(errorCodeName(static_cast<ErrorCode>(code)).constData()) << code;
}

void ErrorTextTest::everyCodeHasASentence_data()
{
    addCodes();
}

// Whatever is known about it, every failure is a whole sentence without a left-over placeholder.
void ErrorTextTest::everyCodeHasASentence()
{
    QFETCH(const int, code);
    const auto errorCode = static_cast<ErrorCode>(code);
    if (errorCode == ErrorCode::Cancelled)
        return;
    const QString subject = u"Subject"_s;
    for (const QString &detail : {QString(), u"Detail"_s}) {
        for (const QString &name : {QString(), subject}) {
            const QString text = errorText({errorCode, name, detail});
            QVERIFY2(text.endsWith(u'.'), qPrintable(text));
            QVERIFY2(text.front().isUpper() || text.startsWith(u'“'), qPrintable(text));
            QVERIFY2(!text.contains(QRegularExpression(u"%[0-9n]|\\.\\."_s)), qPrintable(text));
            QVERIFY2(!text.contains(u"“”"_s), qPrintable(text));
        }
    }
}

void ErrorTextTest::everyCodeHasAHeading_data()
{
    addCodes();
}

// Every cause can head a group, and says how many there are.
void ErrorTextTest::everyCodeHasAHeading()
{
    QFETCH(const int, code);
    const QString text = groupText(static_cast<ErrorCode>(code), 3);
    QVERIFY2(text.startsWith(u"3 "_s), qPrintable(text));
    QVERIFY2(!text.contains(u'%'), qPrintable(text));
}

// What was stopped on request is no failure.
void ErrorTextTest::cancelledSaysNothing()
{
    QVERIFY(errorText({ErrorCode::Cancelled, u"x"_s, u"y"_s}).isEmpty());
}

// Names, and what the system said, are in the sentence.
void ErrorTextTest::weavesInWhatIsKnown()
{
    const QString text = errorText({ErrorCode::FileUnreadable, u"/music/a.mp3"_s, u"Permission denied"_s});
    QVERIFY(text.contains(u"/music/a.mp3"_s));
    QVERIFY(text.contains(u"Permission denied"_s));
    QVERIFY(errorText({ErrorCode::DatabaseTooNew, {}, u"17"_s}).contains(u"17"_s));
    QVERIFY(errorText({ErrorCode::InvalidQuery, {}, u"position 5"_s}).contains(u"position 5"_s));
    QVERIFY(errorText({ErrorCode::Internal, {}, u"here"_s}).contains(u"here"_s));
}

// A file name that looks like a placeholder stays what it is.
void ErrorTextTest::keepsSubjectsLiteral()
{
    const QString text = errorText({ErrorCode::InvalidArgument, u"%2 %1.mp3"_s, u"%1"_s});
    QVERIFY2(text.contains(u"%2 %1.mp3"_s), qPrintable(text));
}

// Details that are sentences end in no second full stop.
void ErrorTextTest::detailEndsInOneFullStop()
{
    const QString text = errorText({ErrorCode::InvalidQuery, {}, u"There is no field."_s});
    QVERIFY2(text.endsWith(u"field."_s), qPrintable(text));
}

// One file is, two files are; and German knows every sentence.
void ErrorTextTest::countsInEnglishAndGerman()
{
    installTranslations(*QCoreApplication::instance());
    QCOMPARE(groupText(ErrorCode::FileEmpty, 1), u"1 file is empty"_s);
    QCOMPARE(groupText(ErrorCode::FileEmpty, 2), u"2 files are empty"_s);
    QTranslator german;
    QVERIFY(german.load(u":/translations/tandem_de.qm"_s));
    QVERIFY(QCoreApplication::installTranslator(&german));
    QCOMPARE(groupText(ErrorCode::FileEmpty, 1), u"1 Datei ist leer"_s);
    QCOMPARE(groupText(ErrorCode::FileEmpty, 2), u"2 Dateien sind leer"_s);
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const Error error{static_cast<ErrorCode>(code), u"Name"_s, {}};
        const QString translated = errorText(error) + groupText(error.code, 2);
        QVERIFY(QCoreApplication::removeTranslator(&german));
        QVERIFY2(translated != errorText(error) + groupText(error.code, 2), qPrintable(translated));
        QVERIFY(QCoreApplication::installTranslator(&german));
    }
}

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "tst_errortext.moc"
