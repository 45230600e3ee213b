type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/**
 * For `promise.catch(caught(NotFoundError))`: yields the error when it is one of these, and throws any other again,
 * so that an error that is not in the diagram is never taken for one that is.
 */
export function caught<Classes extends readonly ErrorClass<Error>[]>(
  ...classes: Classes
): (error: unknown) => InstanceType<Classes[number]> {
  return (error) => {
    if (classes.some((errorClass) => error instanceof errorClass))
      return error as InstanceType<Classes[number]>;
    throw error;
  };
}
