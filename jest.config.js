// Sources are ES modules; for tests swc turns them into CommonJS, which is the mode that loads Nest 12's
// ESM-only packages most reliably (with --experimental-vm-modules, set by script/run.js).
const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/setup/global-setup.js',
  globalTeardown: '<rootDir>/test/setup/global-teardown.js',
  // No test measures time; what is slow on a busy machine is not wrong.
  testTimeout: 60_000,
  // Modules of finished files stay in memory: a worker that holds too many begins anew.
  workerIdleMemoryLimit: '1.5GB',
  testMatch: ['**/*.(unit|db|e2e).ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
