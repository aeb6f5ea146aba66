/** What this needs to know of an OpenAPI document: the parameters of each operation. */
export interface DescribedApi {
  readonly paths: Readonly<Record<string, object>>;
}

interface Parameter {
  readonly in?: string;
  readonly name?: string;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
}

/** An operation as the router knows it. */
export interface RoutedOperation {
  /** HEAD asks for what GET would answer. */
  readonly method: string;
  /** The path of the route, with parameters as `:name`. */
  readonly route: string;
}

/** The names that the query of an operation may have; none for one that declares none. */
export function declaredQuery(
  { paths }: DescribedApi,
  { method, route }: RoutedOperation,
): ReadonlySet<string> {
  const path = (paths[route.replaceAll(/:(\w+)/g, '{$1}')] ?? {}) as Record<string, Operation>;
  const { parameters = [] } = path[method === 'HEAD' ? 'get' : method.toLowerCase()] ?? {};
  return new Set(parameters.flatMap(({ in: place, name = '' }) => (place === 'query' ? name : [])));
}
