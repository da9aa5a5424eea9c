/* flo-sim-rest.h: what is asked for by method and path, not by a signed action
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "simulator/flo-sim-cloud.h"
#include "simulator/flo-sim-sso.h"

G_BEGIN_DECLS

#define FLO_SIM_CONTAINER_PATH "/_simulator/container"

/* Borrowed from the server's message. */
typedef struct
{
  FloSimCloud        *cloud;
  FloSimSso          *sso;
  const char         *url;      /* our own, "http://127.0.0.1:PORT" */
  gboolean            metadata; /* is there an instance metadata service? */
  const char         *method;
  const char         *path;
  GHashTable         *query;    /* (nullable) name → value */
  SoupMessageHeaders *headers;
  JsonObject         *input;    /* (nullable) the body, when it is a JSON object */
  gint64              now;
} FloSimRestRequest;

typedef struct
{
  guint        status;
  const char  *content_type;
  GString     *body;       /* (owned) */
  const char  *error_type; /* (nullable) goes into x-amzn-ErrorType */
  char        *location;   /* (owned) (nullable) */
  const char  *header;     /* (nullable) one more header */
  char        *header_value; /* (owned) */
} FloSimReply;

typedef void (*FloSimRestHandler) (const FloSimRestRequest *request,
                                   FloSimReply             *reply);

typedef struct
{
  const char        *method;    /* (nullable) any */
  const char        *path;      /* ending in '/': whatever begins so */
  const char        *operation; /* its name for faults */
  FloSimRestHandler  handler;
} FloSimRoute;

/* (nullable) (transfer none) */
const FloSimRoute *flo_sim_rest_find      (const char        *method,
                                           const char        *path);
/* Does a route have an operation of that name? */
gboolean           flo_sim_rest_knows     (const char        *operation);

void               flo_sim_reply_clear    (FloSimReply       *reply);
/* Takes @object. */
void               flo_sim_reply_json     (FloSimReply       *reply,
                                           guint              status,
                                           JsonObject        *object);
void               flo_sim_reply_text     (FloSimReply       *reply,
                                           guint              status,
                                           const char        *content_type,
                                           const char        *text);
/* A file with its ETag; 304 for who has it. */
void               flo_sim_reply_file     (const FloSimRestRequest *request,
                                           FloSimReply             *reply,
                                           const char              *content_type,
                                           const char              *text);
/* (nullable) a value of the query string */
const char        *flo_sim_rest_query     (const FloSimRestRequest *request,
                                           const char              *name);
/* (nullable) a string member of the body */
const char        *flo_sim_rest_input     (const FloSimRestRequest *request,
                                           const char              *name);
/* (nullable) */
const char        *flo_sim_rest_header    (const FloSimRestRequest *request,
                                           const char              *name);

/* The handlers. flo-sim-oidc.c: */
void flo_sim_oidc_register      (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
void flo_sim_oidc_start_device  (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
void flo_sim_oidc_create_token  (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
/* flo-sim-metadata.c: */
void flo_sim_metadata           (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
void flo_sim_container          (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
/* flo-sim-offer-files.c: */
void flo_sim_offer_file         (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
/* flo-sim-advisor-file.c: */
void flo_sim_advisor_file       (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
/* flo-sim-authorize.c: */
void flo_sim_authorize          (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
void flo_sim_authorize_wait     (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
void flo_sim_authorize_device   (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
/* flo-sim-portal.c: */
void flo_sim_portal_credentials (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
void flo_sim_portal_accounts    (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
void flo_sim_portal_roles       (const FloSimRestRequest *request,
                                 FloSimReply             *reply);
void flo_sim_portal_logout      (const FloSimRestRequest *request,
                                 FloSimReply             *reply);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FloSimReply, flo_sim_reply_clear)

G_END_DECLS
