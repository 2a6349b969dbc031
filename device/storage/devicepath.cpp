// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "devicepath.h"

#include <QList>
#include <array>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

constexpr QStringView forbidden = u"\"*/:<>?\\|";

bool isDosDeviceName(QStringView name)
{
    static constexpr std::array plain = {"CON"_L1, "PRN"_L1, "AUX"_L1, "NUL"_L1};
    const QStringView stem = name.left(name.indexOf(u'.') < 0 ? name.size() : name.indexOf(u'.'));
    for (const QLatin1StringView candidate : plain) {
        if (stem.compare(candidate, Qt::CaseInsensitive) == 0)
            return true;
    }
    return stem.size() == 4 && stem.back() >= u'1' && stem.back() <= u'9' &&
           (stem.startsWith("COM"_L1, Qt::CaseInsensitive) || stem.startsWith("LPT"_L1, Qt::CaseInsensitive));
}

QString withoutForbiddenCharacters(const QString &name)
{
    QString result;
    result.reserve(name.size());
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        if (c.isHighSurrogate() && i + 1 < name.size() && name[i + 1].isLowSurrogate()) {
            result += c;
            result += name[++i];
        } else if (c.isSurrogate() || c < u' ' || c == u'\x7f' || forbidden.contains(c)) {
            result += u'_';
        } else {
            result += c;
        }
    }
    return result;
}

/// At most @p length units and bytes; never cuts a character in two.
QString shortened(const QString &name, qsizetype length)
{
    QString result = name.left(length);
    while (!result.isEmpty() && (result.back().isHighSurrogate() || result.toUtf8().size() > length))
        result.chop(1);
    return result;
}

QString trimmedEnds(const QString &name)
{
    qsizetype end = name.size();
    while (end > 0 && (name[end - 1] == u' ' || name[end - 1] == u'.'))
        --end;
    qsizetype begin = 0;
    while (begin < end && name[begin] == u' ')
        ++begin;
    return name.mid(begin, end - begin);
}

} // namespace

QString safeName(const QString &name, bool keepEnding, int maxLength)
{
    QString result = trimmedEnds(withoutForbiddenCharacters(name.normalized(QString::NormalizationForm_C)));
    if (result.startsWith(u'.'))
        result[0] = u'_'; // a hidden file to most players
    const qsizetype dot = result.lastIndexOf(u'.');
    // An ending is short; anything else behind a dot belongs to the name.
    const bool hasEnding = keepEnding && dot > 0 && result.size() - dot <= 8;
    const QString ending = hasEnding ? result.mid(dot) : QString();
    const QString stem = hasEnding ? trimmedEnds(result.left(dot)) : result;
    result = trimmedEnds(shortened(stem, maxLength - ending.toUtf8().size())) + ending;
    if (isDosDeviceName(result))
        result.prepend(u'_');
    return result.isEmpty() ? u"_"_s : result;
}

QString basicPlaneName(const QString &name)
{
    QString result;
    result.reserve(name.size());
    for (const QChar unit : name) {
        if (!unit.isSurrogate())
            result += unit;
        else if (unit.isHighSurrogate()) // the low one belongs to it
            result += u'_';
    }
    return result;
}

bool isConfinedPath(const QString &path)
{
    if (path.isEmpty() || path.toUtf8().size() > 4096)
        return false;
    for (const QChar c : path) {
        if (c < u' ' || c == u'\x7f' || c == u'\\')
            return false;
    }
    const auto parts = QStringView(path).split(u'/');
    for (const QStringView part : parts) {
        if (part.isEmpty() || part == "."_L1 || part == ".."_L1 || part.toUtf8().size() > 255)
            return false;
    }
    return true;
}

QString foldedPath(QStringView path)
{
    // Tens of thousands of paths are compared, and most are plain: what the lines below would do, in one
    // pass.
    QString plain(path.size(), Qt::Uninitialized);
    QChar *to = plain.data();
    bool isPlain = true;
    for (const QChar c : path) {
        isPlain = isPlain && c < u'\x80';
        *to++ = c >= u'A' && c <= u'Z' ? QChar(c.unicode() + (u'a' - u'A')) : c;
    }
    if (isPlain)
        return plain;
    return path.toString().normalized(QString::NormalizationForm_C).toCaseFolded();
}

QString parentPath(const QString &path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    return slash < 0 ? QString() : path.left(slash);
}

QString fileNameOf(const QString &path)
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

QString joinPath(const QString &folder, const QString &name)
{
    return folder.isEmpty() ? name : folder + u'/' + name;
}

QString numberedPath(const QString &path, int number)
{
    const qsizetype dot = path.lastIndexOf(u'.');
    const qsizetype slash = path.lastIndexOf(u'/');
    const QString suffix = u" (%1)"_s.arg(number);
    return dot > slash + 1 ? path.left(dot) + suffix + path.mid(dot) : path + suffix;
}

bool isNamesakeOf(const QString &path, const QString &wanted)
{
    if (path == wanted) // of nearly all
        return true;
    const QString folded = foldedPath(path);
    if (folded == foldedPath(wanted))
        return true;
    const qsizetype open = folded.lastIndexOf(" ("_L1);
    const qsizetype close = folded.indexOf(u')', open);
    bool isNumber = false;
    const int number = open < 0 || close < 0 ? 0 : folded.mid(open + 2, close - open - 2).toInt(&isNumber);
    return isNumber && number > 1 && folded == foldedPath(numberedPath(wanted, number));
}

} // namespace tandem::device
