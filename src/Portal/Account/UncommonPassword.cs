using Billing.Service.Storage.Portal;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Portal.Account;

/// <summary>
/// Length is the rule; there are no rules about kinds of characters. Refused is only what everybody tries first: the
/// commonest words with figures around them, walks over the keyboard, repetitions.
/// </summary>
public sealed class UncommonPassword : IPasswordValidator<PortalUser>
{
    public const int ShortestLength = 12;
    public const int LongestLength = 128;

    private static readonly char[] FiguresAndSigns = [.. "0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"];

    private static readonly HashSet<string> Words = ReadWords();

    public static readonly IdentityError TooCommon = new() { Code = "PasswordTooCommon", Description = "This is one of the first passwords anybody tries. Take a few words of your own." };

    private static readonly IdentityError TooLong = new() { Code = "PasswordTooLong", Description = $"A password has at most {LongestLength} characters." };

    public Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password) => Task.FromResult(
        password is null ? IdentityResult.Success
        : password.Length > LongestLength ? IdentityResult.Failed(TooLong)
        : IsCommon(password) ? IdentityResult.Failed(TooCommon)
        : IdentityResult.Success);

    /// <summary>Whether little is left of a password once figures, signs, look-alike figures and repetition are taken away.</summary>
    public static bool IsCommon(string password)
    {
        var lower = password.ToLowerInvariant();
        var word = ShortestUnit(lower);
        if (word.Length <= 4 || IsRun(lower))
            return true;
        string[] spellings = [word, lower.TrimEnd(FiguresAndSigns), lower.Trim(FiguresAndSigns)];
        return spellings.Any(text => IsKnown(text) || IsKnown(OnlyLetters(text)) || IsKnown(OnlyLetters(LookAlikes(text))));
    }

    private static bool IsKnown(string text) => text.Length == 0 || Words.Contains(ShortestUnit(text));

    /// <summary>"abcabcabc" is "abc".</summary>
    private static string ShortestUnit(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
            if (IsRepeated(text, length))
                return text[..length];
        return text;
    }

    private static bool IsRepeated(string text, int length)
    {
        for (var i = length; i < text.Length; i++)
            if (text[i] != text[i - length])
                return false;
        return true;
    }

    /// <summary>"123456789012" and "mnopqrstuvwx": each sign follows the one before it.</summary>
    private static bool IsRun(string text)
    {
        for (var i = 1; i < text.Length; i++)
            if (text[i] - text[i - 1] is not (1 or -1) && (text[i - 1], text[i]) is not (('9', '0') or ('0', '9')))
                return false;
        return true;
    }

    private static string OnlyLetters(string text) => string.Concat(text.Where(char.IsLetter));

    private static string LookAlikes(string text) => string.Concat(text.Select(c => c switch
    {
        '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c,
    }));

    private static HashSet<string> ReadWords()
    {
        var type = typeof(UncommonPassword);
        using var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }
}
