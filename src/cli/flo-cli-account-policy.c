/* flo-cli-account-policy.c: flotillactl account policy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "cli/flo-cli-account.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"

#define ACCOUNT_ID_DIGITS 12

static const char *const partitions[] = { "aws", "aws-cn", "aws-us-gov", NULL };

static char *
join_features (FloFeatures features)
{
  g_autoptr(GFlagsClass) class = g_type_class_ref (FLO_TYPE_FEATURES);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < class->n_values; i++)
    if ((class->values[i].value & features) != 0)
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", class->values[i].value_nick);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

FloFeatures
flo_cli_account_features (FloCliContext  *context,
                          GError        **error)
{
  g_auto(GStrv) words = flo_cli_arguments_get_list (flo_cli_context_get_arguments (context), "feature");
  g_autoptr(GFlagsClass) class = g_type_class_ref (FLO_TYPE_FEATURES);
  guint features = 0;

  if (words == NULL)
    return FLO_FEATURES_IN_USE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      const GFlagsValue *value = g_flags_get_value_by_nick (class, words[i]);

      if (value == NULL || (value->value & (FLO_FEATURES_IN_USE | FLO_FEATURES_ON_REQUEST)) == 0)
        {
          g_autofree char *known = join_features (FLO_FEATURES_IN_USE | FLO_FEATURES_ON_REQUEST);

          g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--feature: there is no feature %s; there are %s",
                       words[i], known);
          return 0;
        }
      features |= value->value;
    }
  if (features == 0)
    g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--feature: which one?");
  return features;
}

static void
print_rights (FloCliOutput *output,
              FloFeatures   features)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table = flo_cli_table_new ("ACTION", "TO", "FEATURES", NULL);
  guint n_rights;
  const FloRight *rights = flo_policy_get_rights (&n_rights);

  json_builder_begin_array (builder);
  for (guint i = 0; i < n_rights; i++)
    {
      g_autofree char *words = join_features (rights[i].features);
      g_auto(GStrv) list = g_strsplit (words, ", ", 0);

      if ((rights[i].features & features) == 0)
        continue;
      flo_cli_table_add (table, rights[i].action, rights[i].purpose, words, NULL);
      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "action", rights[i].action);
      flo_cli_json_add_string (builder, "purpose", rights[i].purpose);
      json_builder_set_member_name (builder, "features");
      json_builder_begin_array (builder);
      for (guint k = 0; list[k] != NULL; k++)
        json_builder_add_string_value (builder, list[k]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else
    flo_cli_table_print (table, output);
}

static gboolean
check_place (const char  *partition,
             const char  *account_id,
             GError     **error)
{
  if (!g_strv_contains (partitions, partition))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "--partition: %s is none; there are aws, aws-cn and aws-us-gov", partition);
      return FALSE;
    }
  if (account_id != NULL && (strlen (account_id) != ACCOUNT_ID_DIGITS
                             || strspn (account_id, "0123456789") != ACCOUNT_ID_DIGITS))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "--account-id: %s is not a number of twelve digits", account_id);
      return FALSE;
    }
  return TRUE;
}

FloCliExit
flo_cli_account_policy (FloCliContext  *context,
                        GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *partition = flo_cli_arguments_get (arguments, "partition");
  const char *account_id = flo_cli_arguments_get (arguments, "account-id");
  FloFeatures features = flo_cli_account_features (context, error);
  g_autofree char *policy = NULL;

  if (partition == NULL)
    partition = partitions[0];
  if (features == 0 || !check_place (partition, account_id, error))
    return FLO_CLI_EXIT_USAGE;
  if (flo_cli_arguments_has (arguments, "rights"))
    {
      print_rights (output, features);
      return FLO_CLI_EXIT_DONE;
    }
  policy = flo_policy_to_json (features, partition, account_id);
  flo_cli_output_text (output, policy);
  flo_cli_output_text (output, "\n");
  return FLO_CLI_EXIT_DONE;
}
