/* main.c: starts the application
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n.h>
#include <locale.h>

#include "app/application/flo-application.h"
#include "flo-app-resources.h"
#include "flotilla-config.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(FloApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, FLO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_resources_register (flo_app_get_resource ());
  application = flo_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
