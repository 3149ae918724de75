// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/cachebox.h"

#include "core/base/format.h"
#include "core/base/job.h"

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace coffer {

CacheBox::CacheBox(CacheCare care, QWidget *parent)
    : QWidget(parent), m_care(std::move(care)), m_words(new QLabel), m_bar(new QProgressBar), m_clean(new QPushButton(tr("Cl&ean now"))),
      m_stop(new QPushButton(tr("S&top")))
{
    m_words->setObjectName(QStringLiteral("cacheSize"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_bar->setAccessibleName(tr("Work on the cache"));
    m_bar->setRange(0, 0); // how long it takes is not known before
    m_bar->setTextVisible(false);
    m_clean->setObjectName(QStringLiteral("clean"));
    m_clean->setAccessibleDescription(tr("What is removed is made or downloaded again when it is needed."));
    m_clean->setAutoDefault(false);
    m_stop->setObjectName(QStringLiteral("stop"));
    m_stop->setAutoDefault(false);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_words, 0, 0, 1, 3);
    layout->addWidget(m_clean, 1, 0);
    layout->addWidget(m_stop, 1, 1);
    layout->addWidget(m_bar, 1, 2);
    layout->setColumnStretch(2, 1);
    connect(m_clean, &QPushButton::clicked, this, &CacheBox::clean);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_work.cancel(); });
    end({}, false);
}

CacheBox::~CacheBox()
{
    m_work.cancel();
}

void CacheBox::setFolder(const QString &folder)
{
    m_folder = folder;
    measure({});
}

void CacheBox::setNone(const QString &reason)
{
    m_work.cancel();
    ++m_asked;
    m_folder.clear();
    end(reason, false);
}

/// `before` is what was done before, for the operator.
void CacheBox::measure(const QString &before)
{
    const CancelToken token = begin((before + u' ' + tr("The cache is being measured…")).trimmed());
    const auto work = [measure = m_care.measure, folder = m_folder](Progress &progress) { return measure(folder, progress); };
    const auto done = [this, before, asked = m_asked](const Result<qint64> &bytes) {
        if (asked != m_asked)
            return;
        const QString words = bytes ? tr("The cache takes %1.").arg(formatBytes(*bytes)) : bytes.error().message;
        end((before + u' ' + words).trimmed(), bytes && *bytes > 0);
    };
    runJob<qint64>(this, token, work, [](const ProgressEvent &) {}, done);
}

void CacheBox::clean()
{
    const CancelToken token = begin(tr("The cache is being cleaned…"));
    const auto work = [clean = m_care.clean, folder = m_folder, limit = m_limit](Progress &progress) { return clean(folder, limit, progress); };
    const auto tell = [this, asked = m_asked](const ProgressEvent &event) {
        if (asked == m_asked && !event.text.isEmpty())
            m_words->setText(event.text);
    };
    const auto done = [this, asked = m_asked](const Result<qint64> &removed) {
        if (asked == m_asked)
            measure(removed ? tr("%1 removed.").arg(formatBytes(*removed)) : removed.error().message);
    };
    runJob<qint64>(this, token, work, tell, done);
}

CancelToken CacheBox::begin(const QString &words)
{
    m_work.cancel();
    m_work = {};
    ++m_asked;
    m_words->setText(words);
    m_bar->show();
    m_stop->setEnabled(true);
    m_clean->setEnabled(false);
    return m_work;
}

void CacheBox::end(const QString &words, bool canClean)
{
    m_words->setText(words);
    m_bar->hide();
    m_stop->setEnabled(false);
    m_clean->setEnabled(canClean);
}

} // namespace coffer
