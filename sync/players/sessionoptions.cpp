// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sessionoptions.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <array>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

struct Flag {
    QLatin1StringView name;
    bool SessionOptions::*value;
};

constexpr std::array flags{
    Flag{"includeSkipped"_L1, &SessionOptions::includeSkipped},
    Flag{"isVerifying"_L1, &SessionOptions::isVerifying},
    Flag{"retriesFailed"_L1, &SessionOptions::retriesFailed},
};
constexpr auto filterName = "filter"_L1;

} // namespace

QString optionsText(const SessionOptions &options)
{
    QJsonObject object;
    for (const Flag &flag : flags) {
        if (options.*flag.value)
            object.insert(flag.name, true);
    }
    if (options.filter)
        object.insert(filterName, *options.filter);
    return object.isEmpty() ? QString()
                            : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

SessionOptions optionsFromText(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    SessionOptions options;
    for (const Flag &flag : flags)
        options.*flag.value = object.value(flag.name).toBool();
    if (object.contains(filterName))
        options.filter = object.value(filterName).toInt();
    return options;
}

} // namespace tandem::sync
