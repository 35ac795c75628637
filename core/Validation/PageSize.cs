namespace Orchestrator.Core.Validation;

/// <summary>How many entries a page of a list has.</summary>
public static class PageSize
{
    public const int Default = 50;
    public const int Max = 200;

    /// <summary>What is wrong with a page token that was made for another list.</summary>
    public const string TokenRule = "must be the next_page_token of a list with the same filters";

    /// <param name="wanted">1 to 200; 0: 50.</param>
    public static int Read(Violations violations, int wanted)
    {
        if (wanted is < 0 or > Max)
        {
            violations.Add("page_size", $"must be 1 to {Max}, or 0 for {Default}");
        }

        return wanted == 0 ? Default : wanted;
    }
}
