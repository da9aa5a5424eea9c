/* aws-role-source.c: a role that somebody becomes (role_arn)
 *
 *   kept by the AWS CLI? ──yes──▶ done
 *         │ no
 *   the source's credentials ──▶ MFA code? ──▶ AssumeRole ──▶ keep, if a code was given ──▶ done
 *                                    ▲              │
 *                                    └──────────────┘ the code was wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-role-cache.h"
#include "aws/credentials/aws-source.h"
#include "aws/credentials/aws-sources.h"
#include "aws/credentials/aws-sts-session.h"
#include "base/flo-secret.h"

/* How often a person is asked for a code in one go. */
#define MAX_CODES 3

/* Roles that lead to roles that lead to roles… */
#define MAX_CHAIN 32

/* What AWS gives when nobody asked for more. */
#define DEFAULT_DURATION 3600

typedef struct
{
  AwsSourceContext *context;   /* (owned) */
  AwsProfile *profile;         /* (owned) */
  GPtrArray *visited;          /* (owned) (element-type utf8): the profiles on the way here, this one included */
} Role;

/* One load. */
typedef struct
{
  const Role *role;
  const char *serial;              /* (unowned) (nullable): of the MFA device */
  AwsAssumeRoleInput input;        /* strings unowned; without what changes from session to session */
  char *cache_path;                /* (owned) */
  AwsCredentialsProvider *source;  /* (owned) */
  AwsCredentials *source_keys;     /* (owned) (nullable) */
  AwsClient *client;               /* (owned) (nullable) */
  char *session_name;              /* (owned) */
  char *code;                      /* (owned) (nullable): flo-secret.h */
  guint n_codes;
  char *refusal;                   /* (owned) (nullable): why AWS did not take the last code */
  AwsCredentials *answer;          /* (owned) (nullable): while it is saved */
} Load;

static void load_ask_code (GTask *task);

static void
role_free (gpointer data)
{
  Role *role = data;

  aws_source_context_unref (role->context);
  aws_profile_unref (role->profile);
  g_ptr_array_unref (role->visited);
  g_free (role);
}

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->cache_path);
  g_clear_object (&load->source);
  g_clear_pointer (&load->source_keys, aws_credentials_unref);
  g_clear_object (&load->client);
  g_free (load->session_name);
  flo_secret_free (load->code);
  g_free (load->refusal);
  g_clear_pointer (&load->answer, aws_credentials_unref);
  g_free (load);
}

/* ---- what the profile says ---- */

static void G_GNUC_PRINTF (3, 4)
role_refuse (GError     **error,
             const char  *code,
             const char  *format,
             ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  g_propagate_error (error, aws_error_new (NULL, code, message, NULL, 0));
}

/* Where there is a web identity, the role is for that. */
static gboolean
profile_has_role (AwsProfile *profile)
{
  return aws_profile_get (profile, "role_arn") != NULL
         && aws_profile_get (profile, "web_identity_token_file") == NULL;
}

static gboolean
profile_has_key (AwsProfile *profile)
{
  return aws_profile_get (profile, "aws_access_key_id") != NULL
         || aws_profile_get (profile, "aws_secret_access_key") != NULL;
}

static AwsCredentialsProvider *
role_create_named_source (const Role  *role,
                          const char  *name,
                          GError     **error)
{
  if (strcmp (name, "Environment") == 0)
    return aws_environment_provider_new ();
  if (strcmp (name, "Ec2InstanceMetadata") == 0)
    return aws_instance_source_new (role->context);
  if (strcmp (name, "EcsContainer") == 0)
    return aws_container_source_new (role->context);

  role_refuse (error, AWS_CODE_BAD_PROFILE,
               "profile \"%s\" has credential_source = %s; it can be Environment, Ec2InstanceMetadata or EcsContainer",
               aws_profile_get_name (role->profile), name);

  return NULL;
}

/* Whether it is no loop to go on with @source. */
static gboolean
role_check_way (const Role  *role,
                AwsProfile  *source,
                GError     **error)
{
  const char *name = aws_profile_get_name (source);
  const char *here = aws_profile_get_name (role->profile);
  gboolean visited = g_ptr_array_find_with_equal_func (role->visited, name, g_str_equal, NULL);
  g_autoptr(GString) way = NULL;

  /* A profile may hold the key that becomes its role. */
  if (!visited || (strcmp (name, here) == 0 && profile_has_key (source)))
    {
      if (role->visited->len < MAX_CHAIN)
        return TRUE;
      role_refuse (error, AWS_CODE_BAD_PROFILE, "profile \"%s\" becomes its role by way of more than %d others",
                   (const char *) g_ptr_array_index (role->visited, 0), MAX_CHAIN);
      return FALSE;
    }

  way = g_string_new (NULL);
  for (guint i = 0; i < role->visited->len; i++)
    g_string_append_printf (way, "%s, ", (const char *) g_ptr_array_index (role->visited, i));
  role_refuse (error, AWS_CODE_BAD_PROFILE,
               "the source_profile settings go in a circle: %s%s; one of them has to name a profile with credentials "
               "of its own", way->str, name);

  return FALSE;
}

static AwsCredentialsProvider *
role_create_profile_source (const Role  *role,
                            const char  *name,
                            GError     **error)
{
  g_autoptr(AwsProfile) source = aws_profile_dup_other (role->profile, name);

  if (!aws_profile_exists (source))
    {
      role_refuse (error, AWS_CODE_BAD_PROFILE,
                   "profile \"%s\" has source_profile = %s, but there is no profile of that name",
                   aws_profile_get_name (role->profile), name);
      return NULL;
    }

  if (!role_check_way (role, source, error))
    return NULL;

  if (profile_has_key (source) || !profile_has_role (source))
    return aws_profile_sources_new (source, role->context, FALSE);

  return aws_role_source_new (source, role->context, role->visited);
}

static AwsCredentialsProvider *
role_create_source (const Role  *role,
                    GError     **error)
{
  const char *source_profile = aws_profile_get (role->profile, "source_profile");
  const char *credential_source = aws_profile_get (role->profile, "credential_source");
  const char *name = aws_profile_get_name (role->profile);

  if (source_profile != NULL && credential_source != NULL)
    role_refuse (error, AWS_CODE_BAD_PROFILE,
                 "profile \"%s\" has both source_profile and credential_source; remove one of them", name);
  else if (source_profile != NULL)
    return role_create_profile_source (role, source_profile, error);
  else if (credential_source != NULL)
    return role_create_named_source (role, credential_source, error);
  else
    role_refuse (error, AWS_CODE_PARTIAL_CREDENTIALS,
                 "profile \"%s\" has a role_arn but says not who becomes it; add source_profile = NAME, or "
                 "credential_source", name);

  return NULL;
}

/* ---- the end ---- */

static void
load_describe (Load           *load,
               AwsCredentials *credentials,
               gint64          mfa_at)
{
  const char *from = load->source_keys != NULL ? aws_credentials_get_source (load->source_keys) : NULL;
  const char *source_profile = aws_profile_get (load->role->profile, "source_profile");
  const char *credential_source = aws_profile_get (load->role->profile, "credential_source");
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_printf (text, "role %s, from ", aws_sts_session_get_role_name (load->input.role_arn));
  if (from != NULL)
    g_string_append (text, from);
  else if (source_profile != NULL)
    g_string_append_printf (text, "profile %s", source_profile);
  else
    g_string_append (text, credential_source);
  if (load->serial != NULL)
    g_string_append (text, ", MFA");

  if (mfa_at == 0 && load->source_keys != NULL)
    mfa_at = aws_credentials_get_mfa_at (load->source_keys);
  aws_credentials_set_mfa_at (credentials, mfa_at);
  aws_credentials_set_source (credentials, text->str);
}

static void
load_saved_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* Then the code has to be given again next time, which is no reason to fail now. */
  if (!aws_role_cache_save_finish (result, &error))
    g_debug ("A session is not kept: %s", error->message);
  aws_source_return (task, g_steal_pointer (&load->answer));
}

/* ---- AssumeRole ---- */

/* AWS says so in two ways: it does not look like a code, or it is not the right one. */
static gboolean
is_wrong_code (const GError *error)
{
  const char *code = aws_error_get_code (error);

  if (g_strcmp0 (code, "AccessDenied") == 0)
    return strstr (error->message, "MultiFactorAuthentication failed") != NULL;

  return g_strcmp0 (code, "ValidationError") == 0 && strstr (error->message, "tokenCode") != NULL;
}

static void
load_assumed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  AwsAssumeRoleOutput *output = aws_client_call_finish (AWS_CLIENT (source), result, &error);

  if (output != NULL)
    load->answer = aws_sts_session_take (output->credentials, output->assumed_role_user, &error);

  if (load->answer == NULL && load->code != NULL && load->n_codes < MAX_CODES && is_wrong_code (error))
    {
      g_free (load->refusal);
      load->refusal = g_strdup (error->message);
      load_ask_code (g_steal_pointer (&task));
    }
  else if (load->answer == NULL)
    {
      g_prefix_error (&error, "profile \"%s\" cannot become the role %s: ",
                      aws_profile_get_name (load->role->profile), load->input.role_arn);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else
    {
      load_describe (load, load->answer, load->code != NULL ? g_get_real_time () / G_USEC_PER_SEC : 0);
      if (load->code != NULL)
        aws_role_cache_save_async (load->cache_path, load->answer, output->assumed_role_user,
                                   cancellable, load_saved_cb, g_steal_pointer (&task));
      else
        aws_source_return (g_steal_pointer (&task), g_steal_pointer (&load->answer));
    }
  aws_shape_free (AWS_STS_ASSUME_ROLE.output, output);
}

/* Takes @task. */
static void
load_assume (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  AwsAssumeRoleInput input = load->input;

  input.role_session_name = load->session_name;
  input.token_code = load->code;
  if (load->client == NULL)
    load->client = aws_sts_session_create_client (load->role->context, input.role_arn, load->source_keys);
  aws_client_call_async (load->client, &AWS_STS_ASSUME_ROLE, &input, g_task_get_cancellable (task), load_assumed_cb,
                         task);
}

/* ---- the code ---- */

static void
load_code_given_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Load *load = g_task_get_task_data (task);
  char *code = aws_interaction_ask_mfa_code_finish (AWS_INTERACTION (source), result, &error);

  if (code == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  flo_secret_free (load->code);
  load->code = flo_secret_strdup (g_strstrip (code));
  flo_secret_free_plain (code);
  load->n_codes++;
  load_assume (g_steal_pointer (&task));
}

/* Takes @task. */
static void
load_ask_code (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  AwsInteraction *interaction = load->role->context->interaction;
  const char *profile = aws_profile_get_name (load->role->profile);

  if (interaction == NULL)
    aws_source_fail (task, AWS_CODE_MFA_NEEDED,
                     "profile \"%s\" needs a code of the MFA device %s, and nobody is here to give one; use a "
                     "terminal or the window, or run \"aws sts get-caller-identity --profile %s\" first: its session "
                     "serves us too", profile, load->serial, aws_profile_get_name (load->role->context->profile));
  else
    aws_interaction_ask_mfa_code_async (interaction, profile, load->serial, load->refusal, g_task_get_cancellable (task),
                                        load_code_given_cb, task);
}

/* ---- the beginning ---- */

static void
load_source_loaded_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Load *load = g_task_get_task_data (task);
  const char *profile = aws_profile_get_name (load->role->profile);
  const char *source_profile = aws_profile_get (load->role->profile, "source_profile");

  load->source_keys = aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &error);
  if (load->source_keys != NULL && load->serial != NULL)
    load_ask_code (g_steal_pointer (&task));
  else if (load->source_keys != NULL)
    load_assume (g_steal_pointer (&task));
  else if (g_strcmp0 (aws_error_get_code (error), AWS_CODE_NO_CREDENTIALS) != 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (source_profile != NULL)
    aws_source_fail (g_steal_pointer (&task), AWS_CODE_BAD_PROFILE,
                     "profile \"%s\" becomes its role from profile \"%s\", which has no credentials; run \"aws "
                     "configure --profile %s\"", profile, source_profile, source_profile);
  else
    aws_source_fail (g_steal_pointer (&task), AWS_CODE_SOURCE_FAILED,
                     "profile \"%s\" becomes its role from credential_source = %s, where there are no credentials: %s",
                     profile, aws_profile_get (load->role->profile, "credential_source"), error->message);
}

static void
load_kept_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Load *load = g_task_get_task_data (task);
  g_autoptr(AwsCredentials) kept = aws_role_cache_load_finish (result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *refused = load->role->context->refused_key_id;
  gint64 duration = load->input.duration_seconds.is_set ? load->input.duration_seconds.value : DEFAULT_DURATION;

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (kept != NULL && g_strcmp0 (aws_credentials_get_access_key_id (kept), refused) != 0)
    {
      load_describe (load, kept,
                     load->serial != NULL ? aws_credentials_get_expires_at (kept) - duration : 0);
      aws_source_return (g_steal_pointer (&task), g_steal_pointer (&kept));
    }
  else
    aws_credentials_provider_load_async (load->source, cancellable, load_source_loaded_cb, g_steal_pointer (&task));
}

/* Like the AWS CLI, which takes what is no number for nothing. */
static void
load_read_duration (Load       *load,
                    AwsProfile *profile)
{
  const char *text = aws_profile_get (profile, "duration_seconds");
  gint64 seconds;

  if (text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &seconds, NULL))
    load->input.duration_seconds = aws_integer (seconds);
}

static void
role_load (GTask    *task,
           gpointer  data)
{
  const Role *role = data;
  AwsProfile *profile = role->profile;
  g_autoptr(GError) error = NULL;
  Load *load;

  if (!profile_has_role (profile))
    {
      aws_source_fail (task, AWS_CODE_NO_CREDENTIALS, "there is no role_arn");
      return;
    }

  load = g_new0 (Load, 1);
  load->role = role;
  g_task_set_task_data (task, load, load_free);
  load->source = role_create_source (role, &error);
  if (load->source == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  load->serial = aws_profile_get (profile, "mfa_serial");
  load->input.role_arn = (char *) aws_profile_get (profile, "role_arn");
  load->input.external_id = (char *) aws_profile_get (profile, "external_id");
  load->input.role_session_name = (char *) aws_profile_get (profile, "role_session_name");
  load->input.serial_number = (char *) load->serial;
  load_read_duration (load, profile);
  load->cache_path = aws_role_cache_dup_path (&load->input);
  load->session_name = load->input.role_session_name != NULL ? g_strdup (load->input.role_session_name)
                                                             : aws_sts_session_dup_name ();

  aws_role_cache_load_async (load->cache_path, g_task_get_cancellable (task), load_kept_cb, task);
}

AwsCredentialsProvider *
aws_role_source_new (AwsProfile       *profile,
                     AwsSourceContext *context,
                     GPtrArray        *visited)
{
  Role *role = g_new0 (Role, 1);
  g_autofree char *description = g_strdup_printf ("the role of profile \"%s\"", aws_profile_get_name (profile));

  role->context = aws_source_context_ref (context);
  role->profile = aws_profile_ref (profile);
  role->visited = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; visited != NULL && i < visited->len; i++)
    g_ptr_array_add (role->visited, g_strdup (g_ptr_array_index (visited, i)));
  g_ptr_array_add (role->visited, g_strdup (aws_profile_get_name (profile)));

  return aws_source_new (description, NULL, role_load, role, role_free);
}
