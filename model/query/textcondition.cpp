// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "textcondition.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

bool isAscii(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

QString likePattern(const QString &value)
{
    QString pattern;
    for (const QChar c : value) {
        if (c == u'%' || c == u'_' || c == u'\\')
            pattern += u'\\';
        pattern += c;
    }
    return pattern;
}

QString globPattern(const QString &value)
{
    QString pattern;
    for (const char32_t c : value.toUcs4()) {
        // A set, so that the three that mean something in a pattern stand for themselves. No letter
        // among its members is one of "]", "^" and "-", which mean something in a set.
        if (c == U'*' || c == U'?' || c == U'[') {
            pattern += u'[' + QString::fromUcs4(&c, 1) + u']';
            continue;
        }
        QList<char32_t> forms{c};
        for (const char32_t form : {QChar::toLower(c), QChar::toUpper(c), QChar::toTitleCase(c)}) {
            if (!forms.contains(form))
                forms.append(form);
        }
        const QString members = QString::fromUcs4(forms.constData(), forms.size());
        pattern += forms.size() > 1 ? u'[' + members + u']' : members;
    }
    return pattern;
}

TrackCondition condition(const QString &expression, const QString &value, bool isWhole)
{
    if (isAscii(value)) {
        const QString pattern = likePattern(value);
        return {expression + u" LIKE ? ESCAPE '\\'"_s, {isWhole ? pattern : u'%' + pattern + u'%'}};
    }
    const QString composed = value.normalized(QString::NormalizationForm_C);
    const QString decomposed = value.normalized(QString::NormalizationForm_D);
    QStringList alternatives;
    TrackCondition found;
    for (const QString &form : QStringList{composed, decomposed}) {
        if (!alternatives.isEmpty() && decomposed == composed)
            break;
        const QString pattern = globPattern(form);
        alternatives += expression + u" GLOB ?"_s;
        found.values += isWhole ? pattern : u'*' + pattern + u'*';
    }
    found.sql = u'(' + alternatives.join(" OR "_L1) + u')';
    return found;
}

} // namespace

TrackCondition textContains(const QString &expression, const QString &value)
{
    return condition(expression, value, false);
}

TrackCondition textIs(const QString &expression, const QString &value)
{
    return condition(expression, value, true);
}

} // namespace tandem::model
