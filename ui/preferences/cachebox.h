// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preferences/cachecare.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace coffer {

/// How much the cache of builds takes, and a button that cleans it. One thing at a time: what is asked anew ends what is on.
class CacheBox : public QWidget
{
    Q_OBJECT
public:
    explicit CacheBox(CacheCare care, QWidget *parent = nullptr);
    ~CacheBox() override;

    /// Measures this folder.
    void setFolder(const QString &folder);
    /// There is none that could be cleaned; says why.
    void setNone(const QString &reason);
    /// How many bytes cleaning leaves.
    void setLimit(qint64 bytes) { m_limit = bytes; }

private:
    void measure(const QString &before);
    void clean();
    CancelToken begin(const QString &words);
    void end(const QString &words, bool canClean);

    CacheCare m_care;
    QString m_folder;
    qint64 m_limit = 0;
    quint64 m_asked = 0;  ///< counts what was asked, so that answers to what was asked before are known as late
    CancelToken m_work; ///< of what is on
    QLabel *m_words;
    QProgressBar *m_bar;
    QPushButton *m_clean;
    QPushButton *m_stop;
};

} // namespace coffer
