/**
 * @file api.h
 * Linkage and attribute macros that every other header uses.
 */
#ifndef PARTNERSHIP_API_H
#define PARTNERSHIP_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define PSHIP_BEGIN_DECLS extern "C" {
#define PSHIP_END_DECLS }
#else
#define PSHIP_BEGIN_DECLS
#define PSHIP_END_DECLS
#endif

#if defined(__GNUC__) && !defined(SWIG)
#define PSHIP_API __attribute__((visibility("default")))
#define PSHIP_NODISCARD __attribute__((warn_unused_result))
#else
#define PSHIP_API
#define PSHIP_NODISCARD
#endif

#endif
