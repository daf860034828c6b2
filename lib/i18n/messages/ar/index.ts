import type { Messages } from "../en/index.ts";
import account from "./account.json" with { type: "json" };
import admin from "./admin.json" with { type: "json" };
import adminAccounts from "./admin-accounts.json" with { type: "json" };
import billing from "./billing.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import comparison from "./comparison.json" with { type: "json" };
import download from "./download.json" with { type: "json" };
import editor from "./editor.json" with { type: "json" };
import edits from "./edits.json" with { type: "json" };
import errors from "./errors.json" with { type: "json" };
import failure from "./failure.json" with { type: "json" };
import guide from "./guide.json" with { type: "json" };
import heic from "./heic.json" with { type: "json" };
import history from "./history.json" with { type: "json" };
import keys from "./keys.json" with { type: "json" };
import layers from "./layers.json" with { type: "json" };
import models from "./models.json" with { type: "json" };
import notices from "./notices.json" with { type: "json" };
import opening from "./opening.json" with { type: "json" };
import operations from "./operations.json" with { type: "json" };
import patch from "./patch.json" with { type: "json" };
import photos from "./photos.json" with { type: "json" };
import profile from "./profile.json" with { type: "json" };
import request from "./request.json" with { type: "json" };
import site from "./site.json" with { type: "json" };
import tools from "./tools.json" with { type: "json" };
import viewing from "./viewing.json" with { type: "json" };

const messages: Messages = {
  account,
  admin,
  adminAccounts,
  billing,
  common,
  comparison,
  download,
  editor,
  edits,
  errors,
  failure,
  guide,
  heic,
  history,
  keys,
  layers,
  models,
  notices,
  opening,
  operations,
  patch,
  photos,
  profile,
  request,
  site,
  tools,
  viewing,
};

export default messages;
