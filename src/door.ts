import { languageDetector } from "hono/language";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";

/** Not one that a client brings: it goes into our log. */
export const ownRequestId = requestId({ headerName: "" });

export const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: "same-origin",
  // Only where there is TLS: `keepPrivate` knows.
  strictTransportSecurity: false,
});

export const language = languageDetector({
  supportedLanguages: ["zh", "en"],
  fallbackLanguage: "zh",
  order: ["header"],
  caches: false,
});
