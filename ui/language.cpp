// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

static void loadTranslations()
{
    Q_INIT_RESOURCE(translations); // they are in a static library; the macro wants the global namespace
}

namespace coffer {
namespace {

/// Our texts are all in one context, whatever class they are in.
class OwnTranslator : public QTranslator
{
public:
    using QTranslator::QTranslator;

    QString translate(const char *context, const char *text, const char *comment, int number) const override
    {
        return qstrncmp(context, "coffer", 6) == 0 ? QTranslator::translate("coffer", text, comment, number) : QString();
    }
};

} // namespace

void setLanguage(QCoreApplication &app, const QString &language)
{
    loadTranslations();
    const QLocale locale = language.isEmpty() ? QLocale() : QLocale(language);
    QLocale::setDefault(locale);
    auto *own = new OwnTranslator(&app);
    if (own->load(locale, QStringLiteral("cofferware"), QStringLiteral("_"), QStringLiteral(":/translations")))
        QCoreApplication::installTranslator(own);
    auto *ofQt = new QTranslator(&app);
    if (ofQt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(ofQt);
}

} // namespace coffer
