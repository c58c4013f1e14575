using BillingPortal.Portal.Account;

namespace Portal.Tests.Account;

public sealed class UncommonPasswordTests
{
    [Theory]
    [InlineData("Password2026!")]
    [InlineData("p@ssw0rd1234")]
    [InlineData("$ecret$ecret")]
    [InlineData("letmein letmein")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("qwertyuiop[]")]
    [InlineData("abcdefghijklm")]
    [InlineData("098765432109")]
    [InlineData("abcabcabcabc")]
    [InlineData("IloveYou!!!!")]
    [InlineData("____________")]
    public void Password_ThatEverybodyTriesFirst_IsCommon(string password) => Assert.True(UncommonPassword.IsCommon(password));

    [Theory]
    [InlineData("every-cent-explained")]
    [InlineData("tea at half past four")]
    [InlineData("k7#Vq2!mPz9x")]
    [InlineData("password of my aunt")]
    [InlineData("длинный пароль")]
    public void Password_OfOnesOwn_IsNot(string password) => Assert.False(UncommonPassword.IsCommon(password));
}
