// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

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
    // Where the system has only the locale C.UTF-8, but LANGUAGE chose the words, numbers are written alike.
    if (locale.language() == QLocale::C && QLocale(tandem->language()).language() != QLocale::English)
        QLocale::setDefault(QLocale(tandem->language()));
    auto *qt = new QTranslator(&application);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    else
        delete qt;
}

} // namespace tandem
