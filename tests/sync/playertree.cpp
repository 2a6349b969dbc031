// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playertree.h"

#include "device/storage/devicepath.h"

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

constexpr qint64 maxFileBytes = 16 << 20;
constexpr qsizetype longRun = 20;

} // namespace

QString readable(const QString &text)
{
    QString result;
    for (qsizetype i = 0; i < text.size();) {
        qsizetype run = 1;
        while (i + run < text.size() && text[i + run] == text[i])
            ++run;
        const QChar c = text[i];
        const bool isHidden = c.isMark() || !c.isPrint();
        const QString shown = isHidden && !c.isSurrogate()
                                  ? u"\\u%1"_s.arg(QString::number(c.unicode(), 16), 4, u'0')
                                  : QString(c);
        if (run < longRun)
            result += shown.repeated(run);
        else
            result += u"%1{%2}"_s.arg(shown).arg(run);
        i += run;
    }
    return result;
}

Result<QString> PlayerTree::describe(device::DeviceStorage &storage) const
{
    QStringList lines;
    if (auto added = addFolder(storage, {}, lines); !added)
        return std::unexpected(added.error());
    lines.sort();
    return lines.join(u'\n') + u'\n';
}

Result<void> PlayerTree::addFolder(device::DeviceStorage &storage, const QString &folder,
                                   QStringList &lines) const
{
    const auto objects = storage.list(folder);
    if (!objects)
        return std::unexpected(objects.error());
    for (const device::StoredObject &object : *objects) {
        const QString path = device::joinPath(folder, object.name);
        if (path == ".tandem"_L1)
            continue;
        if (object.isFolder) {
            if (auto added = addFolder(storage, path, lines); !added)
                return added;
            continue;
        }
        const auto data = storage.read(path, maxFileBytes);
        if (!data)
            return std::unexpected(data.error());
        lines.append(readable(path) + contentOf(path, *data));
    }
    return {};
}

QString PlayerTree::contentOf(const QString &path, const QByteArray &data) const
{
    if (const auto known = m_names.constFind(data); known != m_names.constEnd())
        return u" = "_s + readable(*known);
    const QString text = QString::fromUtf8(data);
    if (!path.endsWith(".m3u8"_L1) || !text.startsWith("#EXTM3U"_L1))
        return u" = \"%1\""_s.arg(readable(text));
    QString lines;
    const auto parts = QStringView(text).split(u'\n', Qt::SkipEmptyParts);
    for (const QStringView line : parts) {
        if (!line.startsWith(u'#'))
            lines += u"\n    "_s + readable(line.toString());
    }
    return u':' + lines;
}

} // namespace tandem::sync
