using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>A message on its way from the receiving half of a relay to the sending half, in events of one tick.</summary>
internal struct HandedOver
{
    public const int Parts = 4;

    public Provenance Mail;
    public ulong Recipients;
    public uint Address;
    public uint Bytes;

    public static void Write(ref SimEvent item, int part, in Provenance mail, uint address, uint bytes, ulong recipients)
    {
        switch (part)
        {
            case 0 or 1:
                mail.Write(ref item, part);
                break;
            case 2:
                (item.Detail, item.Argument, item.Slot) = (2, bytes, (int)recipients);
                break;
            default:
                (item.Detail, item.Argument, item.Slot) = (3, address, (int)(recipients >> 32));
                break;
        }
    }

    /// <summary>Reads a part.</summary>
    /// <returns>Whether it was the last one.</returns>
    public bool Read(in SimEvent item)
    {
        switch (Provenance.PartOf(item))
        {
            case 0 or 1:
                Mail.Read(item);
                return false;
            case 2:
                (Bytes, Recipients) = (item.Argument, (uint)item.Slot);
                return false;
            default:
                Address = item.Argument;
                Recipients |= (ulong)(uint)item.Slot << 32;
                return true;
        }
    }
}
