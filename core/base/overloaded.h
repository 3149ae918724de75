// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffer {

/// For std::visit: one object with a lambda for each alternative.
template <typename... Lambdas>
struct Overloaded : Lambdas...
{
    using Lambdas::operator()...;
};
template <typename... Lambdas>
Overloaded(Lambdas...) -> Overloaded<Lambdas...>;

} // namespace coffer
