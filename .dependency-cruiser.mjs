import { boundaryRules } from './.ci/boundary-rules.mjs';

export default {
  forbidden: boundaryRules,
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Types count: a type-only import of a lib is still knowledge of it.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Anchored: an unanchored 'dist/' also hides node_modules/bullmq/dist and blinds the quarantine.
    exclude: { path: '^(dist|libs/client/(dist|entry))/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['caxton-source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
