import { afterAll } from "vitest";
import { stopTestEngine } from "./engine.ts";

// Runs beside every test file: the engine that the file started, if it needed one, ends with it.
afterAll(stopTestEngine);
