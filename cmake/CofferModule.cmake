# SPDX-License-Identifier: GPL-3.0-or-later
#
# coffer_module(<name> SOURCES <file>... [USES <module>...] [LINKS <library>...])
#
# Defines the static library coffer::<name> from core/<name>. Its headers are reached as
# "core/<name>/<file>.h" through a folder that shows this module alone, so a module sees those
# it names in USES (and what they use), and an include against the arrows does not build.
function(coffer_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;LINKS" ${ARGN})
  set(view ${PROJECT_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${view}/core)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/core/${name} ${view}/core/${name} SYMBOLIC)

  add_library(coffer_${name} STATIC ${arg_SOURCES})
  add_library(coffer::${name} ALIAS coffer_${name})
  target_include_directories(coffer_${name} PUBLIC ${view})
  list(TRANSFORM arg_USES PREPEND coffer::)
  target_link_libraries(coffer_${name} PUBLIC ${arg_USES} PRIVATE ${arg_LINKS})
endfunction()
