// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/keyspage.h"

#include "ui/wrappinglist.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer {

KeysPage::KeysPage(const WizardServices &services)
    : WizardPage(tr("Keys"), tr("Whoever has them can log in on every machine of the cluster. They are made once and kept.")), m_services(services),
      m_list(new WrappingList({tr("State"), tr("Key"), tr("Kind"), tr("Fingerprint")}))
{
    m_list->setObjectName(QStringLiteral("keys"));
    m_list->setAccessibleName(tr("Keys"));
    body()->addWidget(m_list, 1);
    m_create = addButton(QStringLiteral("create"), tr("&Create what is missing"), [this] { create(); });
    m_install = addButton(QStringLiteral("install"), tr("&Put root's key into my ~/.ssh"), [this] { installForUser(); });
    m_install->setToolTip(tr("So that you can log in on the cluster from here. A key of yours is never replaced."));
    addButton(QStringLiteral("again"), tr("&Look again"), [this] { look(); });
    m_create->setEnabled(false);
    m_install->setEnabled(false);
}

void KeysPage::look()
{
    run<QList<KeyPair>>(tr("Looking …"), m_services.keys, [this](const Result<QList<KeyPair>> &keys) {
        draw(keys.value_or(QList<KeyPair>()));
        if (!keys)
            sayError(keys.error());
    });
}

void KeysPage::create()
{
    run<QStringList>(tr("Creating …"), m_services.createKeys, [this](const Result<QStringList> &created) {
        if (created)
            look();
        else
            sayError(created.error());
    });
}

void KeysPage::installForUser()
{
    run<QString>(tr("Installing …"), m_services.installRootKey, [this](const Result<QString> &installed) {
        if (installed)
            say(Symbol::Verified, Tone::Good, *installed);
        else
            sayError(installed.error());
    });
}

void KeysPage::draw(const QList<KeyPair> &keys)
{
    m_list->clear();
    for (const KeyPair &key : keys) {
        auto *row = new QTreeWidgetItem(m_list, {key.present ? tr("There") : tr("Missing"), key.name, key.type, key.fingerprint});
        row->setIcon(0, symbolIcon(key.present ? Symbol::Verified : Symbol::Failed, key.present ? Tone::Good : Tone::Bad));
    }
    const auto present = std::count_if(keys.begin(), keys.end(), [](const KeyPair &key) { return key.present; });
    m_create->setEnabled(present < keys.size());
    m_install->setEnabled(std::any_of(keys.begin(), keys.end(), [](const KeyPair &key) { return key.present && key.name == QLatin1String("root"); }));
    if (present == keys.size() && !keys.isEmpty())
        say(Symbol::Verified, Tone::Good, tr("All keys are there."));
    else if (present == 0)
        say(Symbol::Attention, Tone::Warning, tr("There are no keys yet. Create them; images cannot be built without."));
    else
        say(Symbol::Attention, Tone::Warning,
            tr("The set is not complete: %1 of %2 are there. If you have the others elsewhere put them in; else create them. Those that are there stay as they are.")
                .arg(present)
                .arg(keys.size()));
}

} // namespace coffer
