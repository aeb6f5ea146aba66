import { basename } from 'node:path';

const suffixes =
  'module|controller|guard|filter|middleware|decorator|processor|queue|repository|entity|schema|errors|migration|thread';
const wellNamed = new RegExp(
  String.raw`^[a-z0-9]+(-[a-z0-9]+)*(\.(${suffixes}))?(\.(spec|int-spec|e2e-spec|fixture))?\.ts$`,
);
const drawer = /(^|[.-])(service|manager|helpers?|utils?|common|base|misc)\./;

/** A file is named, in kebab case, after the one thing inside; the list of suffixes is closed. */
export const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      shape: '{{name}} is not kebab-case with at most one suffix of: {{suffixes}}.',
      drawer: '{{name}} names the furniture: name the act instead.',
    },
  },
  create(context) {
    const name = basename(context.filename);
    return {
      Program(node) {
        if (!wellNamed.test(name))
          context.report({ node, messageId: 'shape', data: { name, suffixes } });
        if (drawer.test(name)) context.report({ node, messageId: 'drawer', data: { name } });
      },
    };
  },
};
