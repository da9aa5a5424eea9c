/* aws-resolve-helper.c: finds credentials as our programs do, and says which, for test_chain_botocore.py
 *
 *   aws-resolve-helper [--profile NAME] [--profile-only] [--code CODE]…
 *
 * out: a line of JSON, without secrets: {"key", "has_token", "source", "account_id", "expires_at", "mfa_at", "asked"}
 * or {"error", "message", "asked"}. With --code somebody is there, who gives these codes one after the other and then
 * declines; "asked" is what was said each time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "aws/aws-error.h"
#include "aws/credentials/aws-credentials-provider.h"

#define TEST_TYPE_PERSON (test_person_get_type ())
G_DECLARE_FINAL_TYPE (TestPerson, test_person, TEST, PERSON, GObject)

struct _TestPerson
{
  GObject parent_instance;

  char **codes;       /* (unowned) */
  JsonArray *asked;   /* (unowned) */
};

static void test_person_iface_init (AwsInteractionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestPerson, test_person, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_INTERACTION, test_person_iface_init))

static void
test_person_ask_mfa_code_async (AwsInteraction      *interaction,
                                const char          *profile,
                                const char          *mfa_serial,
                                const char          *refusal,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  TestPerson *self = TEST_PERSON (interaction);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *question =
    g_strdup_printf ("%s: %s: %s", profile, mfa_serial, refusal != NULL ? refusal : "-");

  json_array_add_string_element (self->asked, question);
  if (*self->codes != NULL)
    g_task_return_pointer (task, g_strdup (*self->codes++), g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "declined");
}

static char *
test_person_ask_mfa_code_finish (AwsInteraction  *interaction,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_person_sign_in_async (AwsInteraction      *interaction,
                           AwsSsoSignIn        *sign_in,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (interaction, cancellable, callback, user_data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "declined");
}

static gboolean
test_person_sign_in_finish (AwsInteraction  *interaction,
                            GAsyncResult    *result,
                            GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
test_person_iface_init (AwsInteractionInterface *iface)
{
  iface->ask_mfa_code_async = test_person_ask_mfa_code_async;
  iface->ask_mfa_code_finish = test_person_ask_mfa_code_finish;
  iface->sign_in_async = test_person_sign_in_async;
  iface->sign_in_finish = test_person_sign_in_finish;
}

static void
test_person_class_init (TestPersonClass *klass)
{
}

static void
test_person_init (TestPerson *self)
{
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
describe (JsonObject     *object,
          AwsCredentials *credentials)
{
  json_object_set_string_member (object, "key", aws_credentials_get_access_key_id (credentials));
  json_object_set_boolean_member (object, "has_token", aws_credentials_get_session_token (credentials) != NULL);
  json_object_set_string_member (object, "source", aws_credentials_get_source (credentials));
  json_object_set_string_member (object, "account_id", aws_credentials_get_account_id (credentials));
  json_object_set_int_member (object, "expires_at", aws_credentials_get_expires_at (credentials));
  json_object_set_int_member (object, "mfa_at", aws_credentials_get_mfa_at (credentials));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *profile = NULL;
  gboolean profile_only = FALSE;
  g_auto(GStrv) codes = NULL;
  const GOptionEntry entries[] =
  {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &profile, NULL, NULL },
    { "profile-only", 0, 0, G_OPTION_ARG_NONE, &profile_only, NULL, NULL },
    { "code", 0, 0, G_OPTION_ARG_STRING_ARRAY, &codes, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(TestPerson) person = NULL;
  g_autoptr(AwsCredentialsProvider) provider = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsCredentials) credentials = NULL;
  g_autoptr(JsonNode) root = json_node_alloc ();
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  json_node_init_object (root, object);
  json_object_set_array_member (object, "asked", json_array_new ());
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }

  if (codes != NULL)
    {
      person = g_object_new (TEST_TYPE_PERSON, NULL);
      person->codes = codes;
      person->asked = json_object_get_array_member (object, "asked");
    }
  provider = profile_only ? aws_profile_provider_new (profile, (AwsInteraction *) person)
                          : aws_default_chain_new (profile, (AwsInteraction *) person);

  aws_credentials_provider_load_async (provider, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  credentials = aws_credentials_provider_load_finish (provider, result, &error);

  if (credentials != NULL)
    describe (object, credentials);
  else
    {
      const char *code = aws_error_get_code (error);

      json_object_set_string_member (object, "error", code != NULL ? code : g_quark_to_string (error->domain));
      json_object_set_string_member (object, "message", error->message);
    }
  text = json_to_string (root, FALSE);
  printf ("%s\n", text);
  json_object_unref (object);

  return 0;
}
