import type { Messages } from "../en/index.ts";
import account from "./account.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import errors from "./errors.json" with { type: "json" };
import heic from "./heic.json" with { type: "json" };
import history from "./history.json" with { type: "json" };
import models from "./models.json" with { type: "json" };
import operations from "./operations.json" with { type: "json" };
import patch from "./patch.json" with { type: "json" };
import photos from "./photos.json" with { type: "json" };
import site from "./site.json" with { type: "json" };
import viewing from "./viewing.json" with { type: "json" };

const messages: Messages = { account, common, errors, heic, history, models, operations, patch, photos, site, viewing };

export default messages;
