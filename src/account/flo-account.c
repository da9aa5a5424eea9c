/* flo-account.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include "account/flo-account-private.h"

struct _FloAccount
{
  GObject parent_instance;

  char *name;                        /* (owned) */
  FloAccountKind kind;
  char *access_key_id;               /* (owned) (nullable) */
  char *region;                      /* (owned) (nullable) */
  char *endpoint_url;                /* (owned) (nullable) */
  gboolean is_override;              /* of every service's endpoint; else the profile or the environment say it, perhaps
                                      * each service's own, and the client finds out */
  AwsCredentialsProvider *provider;  /* (owned): one for all clients, keeps what it answers */

  FloAccountMethod method;
  char *profile;                     /* (owned) (nullable) */
  char *source;                      /* (owned) (nullable): NULL = the provider's description */
  char *file;                        /* (owned) (nullable) */
  char *mfa_serial;                  /* (owned) (nullable) */
  char *stamp;                       /* (owned) (nullable): see FloAccountOrigin */
  AwsSsoSession *session;            /* (owned) (nullable) */
};

typedef enum
{
  PROP_NAME = 1,
  PROP_KIND,
  PROP_ACCESS_KEY_ID,
  PROP_REGION,
  PROP_ENDPOINT_URL,
  PROP_SOURCE,
  PROP_METHOD,
  PROP_FILE,
} FloAccountProperty;

G_DEFINE_FINAL_TYPE (FloAccount, flo_account, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_FILE + 1];

GType
flo_account_kind_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { FLO_ACCOUNT_PRACTICE, "FLO_ACCOUNT_PRACTICE", "practice" },
        { FLO_ACCOUNT_KEYRING, "FLO_ACCOUNT_KEYRING", "keyring" },
        { FLO_ACCOUNT_PROFILE, "FLO_ACCOUNT_PROFILE", "profile" },
        { FLO_ACCOUNT_ENVIRONMENT, "FLO_ACCOUNT_ENVIRONMENT", "environment" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("FloAccountKind", values));
    }
  return type;
}

const char *
flo_account_kind_get_word (FloAccountKind kind)
{
  switch (kind)
    {
    case FLO_ACCOUNT_PRACTICE:
      return "practice";
    case FLO_ACCOUNT_KEYRING:
      return "keyring";
    case FLO_ACCOUNT_PROFILE:
      return "profile";
    case FLO_ACCOUNT_ENVIRONMENT:
      return "environment";
    default:
      g_return_val_if_reached (NULL);
    }
}

GType
flo_account_method_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { FLO_ACCOUNT_METHOD_KEYS, "FLO_ACCOUNT_METHOD_KEYS", "keys" },
        { FLO_ACCOUNT_METHOD_ROLE, "FLO_ACCOUNT_METHOD_ROLE", "role" },
        { FLO_ACCOUNT_METHOD_WEB_IDENTITY, "FLO_ACCOUNT_METHOD_WEB_IDENTITY", "web-identity" },
        { FLO_ACCOUNT_METHOD_SSO, "FLO_ACCOUNT_METHOD_SSO", "sso" },
        { FLO_ACCOUNT_METHOD_LOGIN, "FLO_ACCOUNT_METHOD_LOGIN", "login" },
        { FLO_ACCOUNT_METHOD_PROCESS, "FLO_ACCOUNT_METHOD_PROCESS", "process" },
        { FLO_ACCOUNT_METHOD_NONE, "FLO_ACCOUNT_METHOD_NONE", "none" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("FloAccountMethod", values));
    }
  return type;
}

const char *
flo_account_method_get_word (FloAccountMethod method)
{
  g_autoptr(GEnumClass) class = g_type_class_ref (FLO_TYPE_ACCOUNT_METHOD);
  const GEnumValue *value = g_enum_get_value (class, (int) method);

  g_return_val_if_fail (value != NULL, NULL);

  return value->value_nick;
}

static void
flo_account_finalize (GObject *object)
{
  FloAccount *self = FLO_ACCOUNT (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->access_key_id, g_free);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->endpoint_url, g_free);
  g_clear_object (&self->provider);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->mfa_serial, g_free);
  g_clear_pointer (&self->stamp, g_free);
  g_clear_pointer (&self->session, aws_sso_session_unref);

  G_OBJECT_CLASS (flo_account_parent_class)->finalize (object);
}

static void
flo_account_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  FloAccount *self = FLO_ACCOUNT (object);

  switch ((FloAccountProperty) property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_ACCESS_KEY_ID:
      g_value_set_string (value, self->access_key_id);
      break;
    case PROP_REGION:
      g_value_set_string (value, self->region);
      break;
    case PROP_ENDPOINT_URL:
      g_value_set_string (value, self->endpoint_url);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, flo_account_get_source (self));
      break;
    case PROP_METHOD:
      g_value_set_enum (value, self->method);
      break;
    case PROP_FILE:
      g_value_set_string (value, self->file);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
flo_account_class_init (FloAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = flo_account_finalize;
  object_class->get_property = flo_account_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, FLO_TYPE_ACCOUNT_KIND, FLO_ACCOUNT_PRACTICE, flags);
  properties[PROP_ACCESS_KEY_ID] = g_param_spec_string ("access-key-id", NULL, NULL, NULL, flags);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, NULL, flags);
  properties[PROP_ENDPOINT_URL] = g_param_spec_string ("endpoint-url", NULL, NULL, NULL, flags);
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, flags);
  properties[PROP_METHOD] = g_param_spec_enum ("method", NULL, NULL, FLO_TYPE_ACCOUNT_METHOD,
                                               FLO_ACCOUNT_METHOD_KEYS, flags);
  properties[PROP_FILE] = g_param_spec_string ("file", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_account_init (FloAccount *self)
{
}

/* An empty string in a keyring attribute or a profile means "not set". */
static char *
dup_unless_empty (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

FloAccount *
flo_account_new (const char             *name,
                 FloAccountKind          kind,
                 const char             *access_key_id,
                 const char             *region,
                 const char             *endpoint_url,
                 AwsCredentialsProvider *provider)
{
  FloAccount *self;

  g_return_val_if_fail (name != NULL && *name != '\0', NULL);
  g_return_val_if_fail (AWS_IS_CREDENTIALS_PROVIDER (provider), NULL);

  self = g_object_new (FLO_TYPE_ACCOUNT, NULL);
  self->name = g_strdup (name);
  self->kind = kind;
  self->access_key_id = dup_unless_empty (access_key_id);
  self->region = dup_unless_empty (region);
  self->endpoint_url = dup_unless_empty (endpoint_url);
  self->is_override = TRUE;
  self->provider = aws_caching_provider_new (provider);
  return self;
}

static FloAccount *
flo_account_copy_at_endpoint (FloAccount *self,
                              const char *endpoint_url,
                              gboolean    is_override)
{
  g_autofree char *name = NULL;
  FloAccount *other;

  name = g_strdup_printf ("%s @ %s", self->name, endpoint_url);
  other = flo_account_new (name, self->kind, self->access_key_id, self->region, endpoint_url,
                           self->provider);
  other->is_override = is_override;
  other->method = self->method;
  other->profile = g_strdup (self->profile);
  other->source = g_strdup (self->source);
  other->file = g_strdup (self->file);
  other->mfa_serial = g_strdup (self->mfa_serial);
  other->stamp = g_strdup (self->stamp);
  other->session = self->session != NULL ? aws_sso_session_ref (self->session) : NULL;
  return other;
}

FloAccount *
flo_account_new_at_endpoint (FloAccount *self,
                             const char *endpoint_url)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (endpoint_url != NULL, NULL);

  return flo_account_copy_at_endpoint (self, endpoint_url, TRUE);
}

FloAccount *
flo_account_new_at_configured_endpoint (FloAccount *self,
                                        const char *endpoint_url)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (endpoint_url != NULL, NULL);

  return flo_account_copy_at_endpoint (self, endpoint_url, FALSE);
}

void
_flo_account_set_origin (FloAccount             *self,
                         const FloAccountOrigin *origin)
{
  g_assert (self->stamp == NULL);

  self->is_override = FALSE;

  self->method = origin->method;
  self->profile = g_strdup (self->name);
  self->source = g_strdup (origin->source);
  self->file = g_strdup (origin->file);
  self->mfa_serial = g_strdup (origin->mfa_serial);
  self->stamp = g_strdup (origin->stamp);
  self->session = origin->session != NULL ? aws_sso_session_ref (origin->session) : NULL;
}

gboolean
_flo_account_is_same (FloAccount *self,
                      FloAccount *other)
{
  return self->kind == other->kind && g_strcmp0 (self->name, other->name) == 0
         && g_strcmp0 (self->access_key_id, other->access_key_id) == 0
         && g_strcmp0 (self->region, other->region) == 0
         && g_strcmp0 (self->endpoint_url, other->endpoint_url) == 0
         && g_strcmp0 (self->stamp, other->stamp) == 0;
}

const char *
flo_account_get_name (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return self->name;
}

FloAccountKind
flo_account_get_kind (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), FLO_ACCOUNT_PRACTICE);

  return self->kind;
}

const char *
flo_account_get_access_key_id (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return self->access_key_id;
}

const char *
flo_account_get_region (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return self->region;
}

const char *
flo_account_get_endpoint_url (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return self->endpoint_url;
}

const char *
flo_account_get_source (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return self->source != NULL ? self->source : aws_credentials_provider_get_description (self->provider);
}

FloAccountMethod
flo_account_get_method (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), FLO_ACCOUNT_METHOD_NONE);

  return self->method;
}

const char *
flo_account_get_profile (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return self->profile;
}

const char *
flo_account_get_file (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return self->file;
}

AwsSsoSession *
flo_account_get_sso_session (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return self->session;
}

const char *
flo_account_get_mfa_serial (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return self->mfa_serial;
}

gboolean
flo_account_is_practice (FloAccount *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), FALSE);

  return self->kind == FLO_ACCOUNT_PRACTICE;
}

AwsClient *
flo_account_create_client (FloAccount *self,
                           const char *region)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT (self), NULL);

  return aws_client_new (self->provider, region != NULL ? region : self->region,
                         self->is_override ? self->endpoint_url : NULL);
}
