// What JupyterLab loads of an extension: a container with `init` and `get`, as webpack's module
// federation has it. Written by hand, so that nobody needs node; the rest are plain modules.
{
  const here = document.currentScript.src;
  let shared = {};

  /** A package of JupyterLab's own, by its name; the version that is loaded goes first. */
  async function use(name) {
    const versions = Object.values(shared[name] ?? {});
    const chosen = versions.find((version) => version.loaded) ?? versions[0];
    if (!chosen) throw new Error(`This JupyterLab does not share ${name}.`);
    return (await chosen.get())();
  }

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB.imrkit = {
    init(scope) {
      shared = scope;
    },
    async get() {
      const { plugins } = await import(new URL("plugins.js", here));
      const found = await plugins(use);
      return () => ({ __esModule: true, default: found });
    },
  };
}
