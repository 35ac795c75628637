using System.Text.RegularExpressions;

namespace Orchestrator.Docker.Tests.Files;

static partial class ImageName
{
    /// <summary>By a digest, or by a tag that names a version.</summary>
    public static bool IsPinned(string image) => Pinned().IsMatch(image);

    [GeneratedRegex(@"(@sha256:[0-9a-f]{64}|:\d+[.\d]*\d[^/]*|:\d+-[^/]*\d[^/]*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();
}
