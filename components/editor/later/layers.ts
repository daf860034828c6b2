export { RunScopeChoice } from "../layers/run-scope-choice.tsx";
export { SequenceButton } from "../layers/sequence-button.tsx";
