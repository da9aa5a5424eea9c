/* count-allocations.c: preloaded into a program, writes at its end how often it asked for memory, to descriptor 3
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>

#define REPORT_FD 3

/* glibc's own, behind the names that this library takes. */
extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *memory, size_t size);
extern void *__libc_memalign (size_t alignment, size_t size);

static atomic_ulong n_allocations;

static void
count (void)
{
  atomic_fetch_add_explicit (&n_allocations, 1, memory_order_relaxed);
}

void *
malloc (size_t size)
{
  count ();
  return __libc_malloc (size);
}

void *
calloc (size_t n,
        size_t size)
{
  count ();
  return __libc_calloc (n, size);
}

void *
realloc (void  *memory,
         size_t size)
{
  count ();
  return __libc_realloc (memory, size);
}

void *
memalign (size_t alignment,
          size_t size)
{
  count ();
  return __libc_memalign (alignment, size);
}

__attribute__ ((destructor)) static void
report (void)
{
  dprintf (REPORT_FD, "%lu\n", atomic_load (&n_allocations));
}
