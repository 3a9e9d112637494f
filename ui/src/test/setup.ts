import { i18n } from "@lingui/core";

// Tests read the source sentences, so they do not depend on the compiled catalogue being fresh.
i18n.loadAndActivate({ locale: "en", messages: {} });
