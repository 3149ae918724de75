// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace coffer {

class Bus;

/// Progress and a call for attention at the program's icon, where the desktop shows such (Plasma, Ubuntu's dock and
/// Dash-to-Dock listen to com.canonical.Unity.LauncherEntry). It ends with `session`, which lives longer than this.
class TaskbarProgress
{
public:
    explicit TaskbarProgress(Bus &session);
    Q_DISABLE_COPY_MOVE(TaskbarProgress)

    /// From 0 to 1; none: nothing is going on. Cheap: sent only when it is another per cent.
    void setProgress(std::optional<double> share);
    void setUrgent(bool urgent);

private:
    struct Entry
    {
        std::optional<int> percent;
        bool urgent = false;

        bool operator==(const Entry &) const = default;
    };
    void tell(const Entry &entry);

    Bus &m_session;
    Entry m_told;
};

} // namespace coffer
