namespace Orchestrator.Functions.Tests.Support;

/// <summary>The plugin of <c>tests/Functions/SamplePlugin</c>, as it was built.</summary>
static class SamplePlugin
{
    public const string Name = "Orchestrator.Functions.SamplePlugin";

    /// <summary>Puts it into a folder of plugins.</summary>
    public static void CopyTo(DirectoryInfo plugins)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        string built = Path.Combine(output.Parent!.Parent!.FullName, Name, output.Name);
        string target = plugins.CreateSubdirectory(Name).FullName;
        foreach (string file in Directory.GetFiles(built))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
