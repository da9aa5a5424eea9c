/* flo-money-row.c: a row to write an amount of US dollars in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-money-row.h"

#include <string.h>

struct _FloMoneyRow
{
  AdwEntryRow parent_instance;
};

G_DEFINE_FINAL_TYPE (FloMoneyRow, flo_money_row, ADW_TYPE_ENTRY_ROW)

FloMoney
flo_money_row_get (FloMoneyRow *self)
{
  const char *text;
  FloMoney money;

  g_return_val_if_fail (FLO_IS_MONEY_ROW (self), 0);

  text = gtk_editable_get_text (GTK_EDITABLE (self));
  if (*text == '\0')
    return 0;

  return flo_money_parse (text, &money) && money > 0 ? money : -1;
}

/* "0.05", not "0.050000" */
static char *
write_short (FloMoney money)
{
  char *text = flo_money_to_decimal (money);
  gsize length = strlen (text);

  while (strchr (text, '.') != NULL && (text[length - 1] == '0' || text[length - 1] == '.'))
    text[--length] = '\0';

  return text;
}

void
flo_money_row_set (FloMoneyRow *self,
                   FloMoney     money)
{
  g_autofree char *text = NULL;

  g_return_if_fail (FLO_IS_MONEY_ROW (self));

  if (flo_money_row_get (self) == money)
    return;

  text = money > 0 ? write_short (money) : g_strdup ("");
  gtk_editable_set_text (GTK_EDITABLE (self), text);
}

/* The colour is not alone: the page says what is wrong. */
static void
changed_cb (FloMoneyRow *self)
{
  if (flo_money_row_get (self) < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static void
flo_money_row_class_init (FloMoneyRowClass *klass)
{
}

static void
flo_money_row_init (FloMoneyRow *self)
{
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}
