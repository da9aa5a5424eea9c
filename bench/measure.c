/* measure.c: bench-measure PROGRAM ARGUMENT…: runs a program and writes "SECONDS KIB" to file descriptor 3
 *
 * The kernel counts a process's peak memory from before its exec, so whoever measures small programs
 * must be small itself: a Python parent would hide them behind its own size.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define REPORT_FD 3

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

int
main (int   argc,
      char *argv[])
{
  struct rusage usage;
  double start, end;
  int status;
  pid_t child;

  if (argc < 2)
    {
      fputs ("usage: bench-measure PROGRAM ARGUMENT…\n", stderr);
      return 2;
    }

  start = now ();
  child = fork ();
  if (child == 0)
    {
      close (REPORT_FD);
      execvp (argv[1], argv + 1);
      perror (argv[1]);
      _exit (127);
    }
  if (child < 0 || wait4 (child, &status, 0, &usage) != child)
    {
      perror ("bench-measure");
      return 1;
    }
  end = now ();
  dprintf (REPORT_FD, "%.6f %ld\n", end - start, usage.ru_maxrss);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
}
