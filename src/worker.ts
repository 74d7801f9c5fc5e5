import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { runWorker } from './worker-process.js';

await runWorker(AppModule);
