"""Words that name nobody by themselves, as tables: what the mask needs to know of Indonesian."""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _listed(
    """
    abang adek adik akang alm almh ama amang amd andi ayah bang bapa bapak bin binti bli bpk bro
    bt bu bude budhe bulik bunda bung cak ceu ci cici cik cut das dek den der dik dokter dr dra
    drg drs engkoh gus hajah haji hajjah hj ibu ina inang ir ito kak kakak kang kh ki kiai kk ko
    koh kyai lae lc lek mag mama mamah mang mas mb mba mbah mbak mbk mbok mh miss mister mkes mm
    mpd mr mrs msi neng ning nn nona ns ny nyai nyi nyonya om oom opung pak pakde pakdhe paklik
    phd prof raden rd rm rr sag sang saudara saudari sdr sdra sdri se sh si sip sis skep skm
    skom spd spdi ssos st suster tante teh teuku tgk tn tuan uda uni ust ustad ustadz ustadzah
    van wak
    """
)
"""What stands before, behind or inside a name and is shared by many."""

PARTICLES = (
    TITLES - _listed("ama andi bli bunda ci cik cut gus ina koh mas neng ning opung uda uni")
) | _listed("ag akun farm h hum keb kep kes kom pd pdi psi sos tr")
"""Parts of a name that name nobody; some titles are names as well."""

PLACE_LABELS = _listed(
    """
    blok desa ds dsn dukuh dukuhan dusun gang gg jalan jl jln kab kabupaten kampong kampung kec
    kecamatan kel kelurahan komplek kompleks kp lorong lr perum perumahan
    """
)
"""What stands before the name of a street, a hamlet or a village."""

PLACE_GENERIC = PLACE_LABELS | _listed(
    """
    atas balai bali barat baru bawah belakang besar dalam dekat depan gereja indonesia jawa
    kalimantan kantor kav kavling kecil kidul km kode kontrakan kos kost kota kotamadya kulon
    lama lantai lor luar masjid musala nmr no nomor pasar pos propinsi prov provinsi raya rt
    ruko rumah rw samping sebelah sekolah selatan sulawesi sumatera sumatra tengah timur unit
    utara wetan
    """
)

NUMBER_LABELS = {
    "rt": "rt", "rw": "rw", "no": "no", "nomor": "no", "nmr": "no", "nomer": "no", "num": "no",
    "blok": "blok", "blk": "blok", "block": "blok", "km": "km", "kav": "kav", "kavling": "kav",
    "gang": "gang", "gg": "gang",
}  # fmt: skip
"""What stands before a number in an address, by the one word for it."""

MAIL_GENERIC = _listed(
    """
    admin aku akun contact desa email gmail home humas info kantor kerja kontak layanan mail
    nama office official pribadi real rumah saya shop store surat toko usaha user warung yahoo
    """
)

DIGIT_WORDS = {
    word: str(digit)
    for digit, words in enumerate((
        "nol kosong zero enol",
        "satu one siji setunggal atu",
        "dua two loro kalih",
        "tiga three telu",
        "empat four papat ampat",
        "lima five limo gangsal",
        "enam six enem anam nem",
        "tujuh seven pitu tuju",
        "delapan eight lapan wolu dlapan",
        "sembilan nine songo sanga",
        "sepuluh ten",
        "sebelas eleven",
    ))
    for word in words.split()
}  # fmt: skip
"""Digits, ten and eleven as they are spoken, also in English and Javanese."""

DIGIT_JOINS = _listed(
    """
    dan dash dst garis hubung kemudian koma lalu lanjut min minus plus spasi strip tanda terus
    titik trus
    """
)
"""What people say between the groups of a number."""

LETTER_NAMES = {
    "be": "b", "ce": "c", "de": "d", "ef": "f", "ge": "g", "ha": "h", "je": "j", "ka": "k",
    "el": "l", "em": "m", "en": "n", "pe": "p", "ki": "q", "kiu": "q", "qi": "q", "er": "r",
    "es": "s", "te": "t", "ve": "v", "fe": "v", "we": "w", "eks": "x", "ye": "y", "zet": "z",
    "zed": "z",
}  # fmt: skip

ABBREVIATIONS = _listed(
    """
    ac am asn bpjs bu cv dll dp dsb dst gg hp it jl kb kis kk kks ktp nb nik no ok pdam pkh pln
    pm pns po pp ps pt ri rs rt rw sd sk sma smk smp sms sp tgl tk tu tv ud ut wa wib wit
    """
)
"""Capitals that are no initials."""

COMMON = _listed(
    """
    a ada adalah adanya adik agama agar air aja ajak ajar akal akan akhir akhirnya akibat aksi
    akta akte aktif aku alam alamat alasan alat aliran allah amal aman amat ambil an anak
    anaknya ancam anda aneh anggota angin angka anonim antar antara antre antrean antri apa
    apabila apakah apalagi api apotek arah arti asal asap asli asrama atap atas atau aturan awal
    ayah ayam bagai bagaimana bagi bagian bagus bahan bahasa bahaya bahkan bahwa baik bakal
    bakti balai balas banding bangun bangunan banjir bank bansos bantu bantuan banyak bapak
    barang barangkali barat baris baru basah batal batas batu bawa bawah bayar bayaran bayi be
    beasiswa beban bebas beberapa beda begini begitu bekas bekerja belakang belas beli belum
    benar benci benda bendera bengkel benih berada beranda berani berapa berarti beras berat
    berdiri berhak berharap beri berikan berikut berita berjalan berkas berkata berlaku bermain
    bersama bersih bertanya berubah besar besi besok betapa betul biar biasa biasanya biaya
    bibit bicara bidan bila bilang bina bisa bising blm bocah bocor bon bu buang buat budaya
    buka bukan bukit bukti buku bulan bunyi buruh buruk butuh cabai cabang cacat cair calon
    cantik capai capek cara cari catat catatan cek cepat cerita coba contoh cuaca cucu cukup
    cuma curiga daerah daftar dagang daging dahulu dalam damai dan dana dapat dapur darah dari
    darurat dasar data datang daun de debu deh dekat delapan demi demikian denda dengan depan
    deras derita desa desak dgn di dia diam dijual dik dikira dilayani dinas dinding dingin diri
    disabilitas disini diskusi doa dokter dokumen dong dosa dr dua duduk dukung dulu dunia dusun
    e ekonomi el em emas empat en enak enam entah er es formulir foto ga gagal gaji gak gambar
    ganda gang ganti gas gawat gedung gelap gelas gereja gigi giliran gini gitu gizi gotong
    gratis gudang gula guna gunung guru ha habis hadap hadir hak hal halal halaman hama hamba
    hamil hampir handal hanya harap harapan harga hari harian harta harus hasil hati hewan hidup
    hijau hilang hingga hitam hormat hubung hujan hukum hutan hutang ia ibu ikan ikhlas ikut
    ilmu imbang indonesia ingat ingin ini isi isteri istri itik itu izin jabat jadi jadwal jaga
    jalan jalur jam jaminan jangan janji jarak jarang jari jasa jatuh jauh jawab jawaban jd
    jelas jembatan jemput jendela jenis jual juara juga jujur juli jumat jumlah juni juru juta
    ka kabar kabel kabupaten kabut kaca kadang kah kain kak kaki kalau kali kalian kamar kami
    kamis kampung kamu kan kanan kantor kapal kapan karang karena kartu karya karyawan kas kasar
    kasih kasus kata kaya ke kebersihan kebun kebutuhan kecamatan kecewa kecil kejadian
    kekerasan kelas kelompok keluar keluarga keluhan kelurahan kemah kemarin kembali kemudian
    kenal kenangan kenapa kendala kendaraan kepada kepala keras kering kerja kertas kesal
    kesehatan kesulitan ketat keterangan ketika ketua khas khawatir kini kiri kirim kita klinik
    kok kolam kondisi kontrak kopi korban kosong kota kotor krn ku kuat kuda kuliah kunci kupon
    kurang kursi kurus laci ladang lagi lah lahan lahir lain laki lalu lama lambat lampu langit
    langka langkah langsung lansia lapangan lapar lapor laporan laporkan laut layak layan
    layanan lebar lebih lelah lemah lemari lembaga lembar lengkap lewat lho libur lidah lihat
    lima listrik liter loh loket lomba lorong luar luas lumpur lunas lupa lurah maaf macam mahal
    main maju maka makan makin maksud malah malam malas malu mampu mana mandi mandiri manfaat
    manis mantan marah maret mari mas masa masalah masih masjid masuk mata mau mbak mei meja
    melalui melapor melayani melihat memang membantu membawa membayar membuat memiliki meminta
    mengaku mengalami mengantar mengantre mengapa mengurus meninggal menit menteri menunggu
    menyenangkan menyuruh merah merasa merdeka mereka mertua mesin meski meteran minggu minta
    minum minyak miskin mobil modal mohon motor mu muda mudah muka mulai mulut mundur mungkin
    murah mushola musibah musim musyawarah mutu nafas nah naik nama namun nanti nasi nasib
    negara negeri nelayan nenek ngantri ngga nggak nikah nilai nomor nota nya nyaman nyata nyawa
    obat ojek oleh online operator orang organisasi pabrik padahal padi pagar pagi paham pajak
    pak pakai pakaian paling paman panas panen panggil panggilan panitia panjang papan parah
    parkir partai pasang pasar pasien pasir paspor pasti patut pd pegawai pekan pekerja pelan
    pelatih pelatihan pelayanan pemerintah pemuda pena penduduk pengaduan pensiun penting penuh
    penyakit perang perawat periksa perlu pernah persen pertama pesan petani petugas piala pihak
    pikir pikun pindah pinjam pintar pintu pipa piring pisah plastik pohon pokok polisi pos
    posisi posko posyandu potong pribadi program proses puas pula pulang puluh pun pungutan
    punya pupuk pusat puskesmas putih putus rabu racun radio ragu rajin rakyat ramah ramai
    rambut rantai rapat rapi rasa rata ratus rawan rawat raya rejeki rekan rekening rela rencana
    resmi rezeki ribu ribut ringan rintik roda rokok rugi rumah rumput rusak saat sabar sabtu
    sabun sah sahabat saja sakit saksi salah salam salinan saling sama sambil sampah sampai
    sampel samping sana sang sangat sanggup sanksi santai santri sapi saran sarana sarapan
    satpam satu saudara saudari sawah sawit saya sayur sdh se sebab sebagai sebelah sebelas
    sebelum sebesar sebuah secara sedang sedia sedih sedikit segera seharusnya sehat sehingga
    sejak sejati sekali sekarang sekian sekolah sekretaris selain selalu selama selamat selasa
    selatan selesai selokan seluruh semangat sembako sembilan semua senang sendiri seni senin
    senyum seorang sepatu sepeda seperti sepi sepuluh seragam serah sering serta seseorang
    sesuai sesudah setelah setiap setuju sewa si siang siap siapa sibuk sih sikap simpan sinar
    singkat sini sisa siswa situ soal sore stempel suami suara suatu subsidi subuh sudah suka
    sukses sulit sumber sumur sungai suntik supaya surat susah susu swasta sy syarat tablet tadi
    tahu tahun tak takut taman tamat tambah tamu tanah tanda tangan tangga tanggal tanggap
    tanggung tani tanpa tanya tapi tarif tas tatap tawar tdk tegas tegur telat telepon teliti
    telur teman tempat tenaga tenang tenda tengah tentang tentara tentu tepat terang teras
    teratur terbit terima terlalu terlambat ternak ternyata tersebut terus tetangga tetap tiap
    tiba tidak tidur tiga tiket tikus tim timbang timur tindak tinggal tinggi tirai titip toko
    tolak tolong tp tua tubuh tugas tujuh tukang tulang tulis tumbuh tumpuk tunai tunda tunggu
    turun tutup uang ubah ucap udah uji ujung ulang umum umur undang untuk untung upah urus
    urusan usaha usia usir usul utama utang utara utk utuh verifikasi wabah wajar wajib wakil
    waktu walau wanita warga warna warung wilayah ya yaitu yakin yang yatim yg zaman zat
    """
)
"""Words that stand in any story: never a name because they sound or look nearly like one."""
