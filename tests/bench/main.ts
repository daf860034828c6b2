import { benchCodec } from "./codec.ts";
import { benchDomain } from "./domain.ts";
import { benchEdits } from "./edit.ts";
import { benchEditor } from "./editor.ts";
import { benchEngine } from "./engine.ts";
import { benchLedger } from "./ledger.ts";
import { benchMaskEngine } from "./mask-engine.ts";
import { benchMasks } from "./masks.ts";
import { benchPageWeight } from "./page-weight.ts";

/** `npm run bench`: every figure beside its floor in the same run. Prints tables; judges nothing. */
await benchEdits();
await benchEngine();
benchDomain();
await benchMasks();
benchMaskEngine();
await benchCodec();
await benchLedger();
await benchEditor();
await benchPageWeight();
