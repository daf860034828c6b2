import { benchCodec } from "./codec.ts";
import { benchDomain } from "./domain.ts";
import { benchEdits } from "./edit.ts";
import { benchEngine } from "./engine.ts";
import { benchMaskEngine } from "./mask-engine.ts";
import { benchMasks } from "./masks.ts";

/** `npm run bench`: every figure beside its floor in the same run. Prints tables; judges nothing. */
await benchEdits();
await benchEngine();
benchDomain();
await benchMasks();
benchMaskEngine();
await benchCodec();
