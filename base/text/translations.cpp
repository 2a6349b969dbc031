// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <clocale>

using namespace Qt::StringLiterals;

namespace tandem {

void installTranslations(QCoreApplication &application)
{
    const QLocale locale;
    auto *tandem = new QTranslator(&application);
    if (!tandem->load(locale, u"tandem"_s, u"_"_s, u":/translations"_s) &&
        !tandem->load(u":/translations/tandem_en.qm"_s)) {
        delete tandem;
        return;
    }
    QCoreApplication::installTranslator(tandem);
    // Where the system has no locale but C.UTF-8, LANGUAGE chooses the words, and numbers go with them.
    if (locale.language() != QLocale::C && std::setlocale(LC_NUMERIC, nullptr)[0] == 'C')
        QLocale::setDefault(QLocale(locale.language(), locale.territory()));
    auto *qt = new QTranslator(&application);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    else
        delete qt;
}

} // namespace tandem
