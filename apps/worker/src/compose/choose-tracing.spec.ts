import { chooseTracing } from './choose-tracing.js';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

describe(chooseTracing, () => {
  it('sends nothing unless somebody says where to, or that traces are sent', () => {
    expect(chooseTracing({})).toEqual({ kind: 'off' });
    expect(chooseTracing({ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' })).toEqual({ kind: 'off' });
    for (const env of [
      endpoint,
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' },
      { OTEL_TRACES_EXPORTER: 'otlp' },
    ]) {
      expect(chooseTracing(env)).toEqual({ kind: 'on', protocol: 'http/protobuf' });
    }
  });

  it('sends nothing where it is turned off, whatever else is set', () => {
    expect(chooseTracing({ ...endpoint, OTEL_SDK_DISABLED: 'true' })).toEqual({ kind: 'off' });
    expect(chooseTracing({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' })).toEqual({ kind: 'off' });
  });

  it('speaks protobuf or JSON over HTTP; what is said of traces alone goes before', () => {
    const json = { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
    expect(chooseTracing(json)).toEqual({ kind: 'on', protocol: 'http/json' });
    const both = { ...json, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf' };
    expect(chooseTracing(both)).toEqual({ kind: 'on', protocol: 'http/protobuf' });
  });

  it('says what is asked of it that it does not speak', () => {
    expect(chooseTracing({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toEqual({
      ...{ kind: 'unspoken', asked: 'OTEL_EXPORTER_OTLP_PROTOCOL=grpc' },
    });
    expect(chooseTracing({ OTEL_TRACES_EXPORTER: 'zipkin' })).toEqual({
      ...{ kind: 'unspoken', asked: 'OTEL_TRACES_EXPORTER=zipkin' },
    });
  });
});
