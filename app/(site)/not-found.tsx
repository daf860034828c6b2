import { NothingHere } from "#components/site/nothing-here.tsx";

export default NothingHere;
