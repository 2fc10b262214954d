using System.Text;

namespace SmtpSim.Protocol.Tests;

public sealed class ScramKeyringTests
{
    private const string Salt = "W22ZaJ0SNY7soEsUEjb6gQ==";

    /// <summary>The example of RFC 7677 section 3.</summary>
    private const string Final = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

    [Fact]
    public void Logins_WithTheSameSalt_DeriveTheKeysOnce()
    {
        var keyring = new ScramKeyring();
        for (var login = 0; login < 5; login++)
            Assert.Equal(Final, Answer(keyring, Salt, 4096));
        Assert.Equal(1, keyring.Derivations);
    }

    [Fact]
    public void Logins_WithOtherSaltsOrRounds_HaveKeysOfTheirOwn()
    {
        var keyring = new ScramKeyring();
        string[] answers = [Answer(keyring, Salt, 4096), Answer(keyring, "AAAA", 4096), Answer(keyring, Salt, 4097)];
        Assert.Equal(3, answers.Distinct().Count());
        Assert.Equal(3, keyring.Derivations);
        Assert.Equal(answers[1], Answer(keyring, "AAAA", 4096));
        Assert.Equal(3, keyring.Derivations);
    }

    [Fact]
    public void Missing_KeysDerivedBeforehand_AreNotDerivedAgain()
    {
        var keyring = new ScramKeyring();
        var client = new AuthClient(AuthMechanisms.ScramSha256, new Credentials("user", "pencil", "rOprNGfwEbeRWgbNEkqO"), keyring);
        var challenge = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes($"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s={Salt},i=4096")));
        var missing = client.Missing(challenge);
        Assert.NotNull(missing);
        missing.Complete();
        keyring.Add(missing);
        Assert.Null(client.Missing(challenge));
        client.Answer(challenge);
        Assert.Equal((Final, 1), (Encoding.UTF8.GetString(Convert.FromBase64String(client.Line)), keyring.Derivations));
        Assert.Null(client.Missing("bm9uc2Vuc2U="u8));
    }

    [Fact]
    public void Server_WithAnotherSaltEachTime_PushesTheOldestOut()
    {
        var keyring = new ScramKeyring();
        for (var salt = 0; salt < 17; salt++)
            Answer(keyring, Convert.ToBase64String([(byte)salt]), 4096);
        Answer(keyring, Convert.ToBase64String([16]), 4096);
        Assert.Equal(17, keyring.Derivations);
        Answer(keyring, Convert.ToBase64String([0]), 4096);
        Assert.Equal(18, keyring.Derivations);
    }

    private static string Answer(ScramKeyring keyring, string salt, int rounds)
    {
        var client = new AuthClient(AuthMechanisms.ScramSha256, new Credentials("user", "pencil", "rOprNGfwEbeRWgbNEkqO"), keyring);
        var challenge = $"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s={salt},i={rounds}";
        client.Answer(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(challenge))));
        return Encoding.ASCII.GetString(Convert.FromBase64String(client.Line));
    }
}
