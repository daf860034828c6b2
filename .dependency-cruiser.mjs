/** Imports run one way (see CONTRIBUTING.md, "Where things are"). Each rule below is one arrow that must not exist. */
const only = (name, from, to, comment) => ({ name, comment, severity: "error", from: { path: from }, to });

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    only("domain-is-pure", "^lib/domain", { pathNot: "^lib/domain" }, "lib/domain depends on nothing but itself"),
    only(
      "contracts-know-domain-only",
      "^lib/contracts",
      { pathNot: "^(lib/(contracts|domain)|node_modules/zod)" },
      "the HTTP contract is schemas over domain words",
    ),
    only("engine-knows-domain-only", "^lib/engine", {
      path: "^(app|components|supabase|lib/(client|contracts|providers|server))",
    }),
    only("providers-know-engine-and-domain", "^lib/providers", {
      path: "^(app|components|supabase|lib/(client|contracts|server))",
    }),
    only("server-knows-no-ui", "^lib/server", { path: "^(app|components|lib/client)" }),
    only("client-knows-contracts-and-domain", "^lib/client", {
      path: "^(app|components|supabase|lib/(engine|providers|server))",
    }),
    only("components-know-no-server", "^components", { path: "^(app|supabase|lib/(engine|providers|server))" }),
    only("nothing-imports-app", "^(components|lib|supabase|middleware)", { path: "^app/" }),
    only("pages-use-no-engine", "^app", { path: "^lib/engine" }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "node", "default", "types"],
    },
  },
};
