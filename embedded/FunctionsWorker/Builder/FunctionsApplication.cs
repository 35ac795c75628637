namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where an application of functions starts.</summary>
public class FunctionsApplication
{
    /// <param name="args">
    /// Configuration keys such as <c>--port 7071</c>, <c>--urls</c> or <c>--contentRoot</c> (the folder of <c>host.json</c>; the app's own by default).
    /// </param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new(args);
    }
}
