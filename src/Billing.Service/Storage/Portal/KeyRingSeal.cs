using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Service.Storage.Portal;

/// <summary>
/// Encrypts the key ring before it is stored, with a key in a file beside the database: who gets hold of a copy of the
/// database alone can't forge a sign-in with it. Without the file the ring starts anew and everybody signs in again.
/// </summary>
public sealed class KeyRingSeal(byte[] key) : IXmlEncryptor
{
    public const string FileName = "portal.key";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Reads the key from the data folder, or makes it there, readable for its owner only.</summary>
    public static KeyRingSeal In(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(dataFolder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(file, options);
            stream.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        }
        var key = File.ReadAllBytes(file);
        return key.Length == KeyBytes ? new KeyRingSeal(key) : throw new InvalidDataException($"{file} is not a key of {KeyBytes} bytes. Remove it to start a new ring; everybody signs in again.");
    }

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length));
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(sealedBytes)), typeof(Opener));
    }

    internal XElement Open(XElement element)
    {
        var sealedBytes = Convert.FromBase64String(element.Value).AsSpan();
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(sealedBytes[..NonceBytes], sealedBytes[NonceBytes..^TagBytes], sealedBytes[^TagBytes..], plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    /// <summary>Made by the framework, by the name that stands beside the sealed element.</summary>
    public sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<KeyRingSeal>().Open(encryptedElement);
    }
}
