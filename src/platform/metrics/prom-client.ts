import type * as PromClient from 'prom-client';

export type Counter<Label extends string> = PromClient.Counter<Label>;

/*
 * The three classes of prom-client that are used here, each from its own file: the library's index
 * also loads its metrics of the process, and with them OpenTelemetry, which costs time and memory
 * where nobody traces.
 */
export const CounterClass = require('prom-client/lib/counter') as typeof PromClient.Counter;
export const GaugeClass = require('prom-client/lib/gauge') as typeof PromClient.Gauge;
export const RegistryClass = require('prom-client/lib/registry') as typeof PromClient.Registry;
