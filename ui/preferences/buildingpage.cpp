// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/buildingpage.h"

#include "ui/preferences/cachebox.h"
#include "ui/preferences/preferencechecks.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

namespace coffer {
namespace {

constexpr int mostGibibytes = 10000;
constexpr int gibibyteShift = 30;

QLineEdit *makeEdit(const char *name, const QString &whenEmpty)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    edit->setPlaceholderText(whenEmpty);
    edit->setMaxLength(1000);
    return edit;
}

} // namespace

BuildingPage::BuildingPage(const QString &usualCache, const CacheCare &care, QWidget *parent)
    : PreferencesPage(parent), m_usualCache(usualCache), m_folder(makeEdit("cacheFolder", usualCache)), m_keep(new QSpinBox),
      m_cache(new CacheBox(care)), m_proxy(makeEdit("proxy", tr("as this machine's apt has it"))),
      m_mirror(makeEdit("mirror", tr("that of the cluster")))
{
    m_keep->setObjectName(QStringLiteral("keep"));
    m_keep->setRange(0, mostGibibytes);
    m_keep->setSuffix(tr(" GiB"));
    m_keep->setSpecialValueText(tr("nothing"));
    auto *choose = new QPushButton(tr("Cho&ose…"));
    choose->setObjectName(QStringLiteral("chooseFolder"));
    choose->setAccessibleName(tr("Choose the cache folder"));
    choose->setAutoDefault(false);
    auto *folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);

    auto *form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Cac&he folder:"), folder);
    auto *caption = qobject_cast<QLabel *>(form->labelForField(folder));
    caption->setBuddy(m_folder);
    form->addRow(tr("&Keep when cleaning:"), m_keep);
    form->addRow(QString(), m_cache);
    form->addRow(tr("&Proxy:"), m_proxy);
    form->addRow(tr("&Mirror:"), m_mirror);

    connect(choose, &QPushButton::clicked, this, &BuildingPage::askForFolder);
    connect(m_folder, &QLineEdit::textChanged, m_cache, [this] { m_cache->setNone({}); }); // until it is typed whole
    connect(m_folder, &QLineEdit::editingFinished, this, &BuildingPage::measure);
    connect(m_keep, &QSpinBox::valueChanged, this, [this](int gibibytes) { m_cache->setLimit(qint64(gibibytes) << gibibyteShift); });
    connect(m_keep, &QSpinBox::valueChanged, this, &BuildingPage::changed);
    for (const QLineEdit *edit : {m_folder, m_proxy, m_mirror})
        connect(edit, &QLineEdit::textChanged, this, &BuildingPage::changed);
}

void BuildingPage::askForFolder()
{
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Choose the cache folder"), m_folder->text());
    if (chosen.isEmpty())
        return;
    m_folder->setText(chosen);
    measure();
}

/// Only what may be a cache is ever cleaned.
void BuildingPage::measure()
{
    const QString folder = m_folder->text().trimmed();
    if (const Status right = checkCacheFolder(folder); !right)
        m_cache->setNone(right.error().message);
    else
        m_cache->setFolder(folder.isEmpty() ? m_usualCache : folder);
}

void BuildingPage::setPreferences(const Preferences &preferences)
{
    const QSignalBlocker quiet(this);
    m_folder->setText(preferences.cacheFolder);
    m_keep->setValue(int(preferences.cacheLimit >> gibibyteShift));
    m_proxy->setText(preferences.proxy);
    m_mirror->setText(preferences.mirror);
    measure();
}

void BuildingPage::store(Preferences &preferences) const
{
    preferences.cacheFolder = m_folder->text().trimmed();
    preferences.cacheLimit = qint64(m_keep->value()) << gibibyteShift;
    preferences.proxy = m_proxy->text().trimmed();
    preferences.mirror = m_mirror->text().trimmed();
}

Status BuildingPage::check() const
{
    Preferences stored;
    store(stored);
    for (const Status &right : {checkCacheFolder(stored.cacheFolder), checkProxy(stored.proxy), checkMirror(stored.mirror)}) {
        if (!right)
            return right;
    }
    return ok();
}

} // namespace coffer
